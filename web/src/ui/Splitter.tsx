/** A pane with a remembered width and an edge that is dragged, or moved with the arrow keys. */
import { useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { usePrefs } from './prefs';
import styles from './Splitter.module.css';

interface Props {
  name: string;
  label: string;
  initial: number;
  min: number;
  max: number;
  /** On which side of the pane its edge lies. */
  edge: 'left' | 'right';
  children: ReactNode;
  className?: string;
}

const STEP = 16;

export function ResizablePane({ name, label, initial, min, max, edge, children, className }: Props) {
  const { t } = useTranslation();
  const width = usePrefs((prefs) => prefs.widths[name]) ?? initial;
  const setWidth = usePrefs((prefs) => prefs.setWidth);
  const start = useRef<{ x: number; width: number } | null>(null);
  const sign = edge === 'right' ? 1 : -1;
  const put = (wanted: number) => setWidth(name, Math.round(Math.min(max, Math.max(min, wanted))));
  const handle = (
    <div
      className={styles['edge']}
      data-edge={edge}
      role="separator"
      tabIndex={0}
      aria-orientation="vertical"
      aria-label={t('pane.resize', { pane: label })}
      aria-valuenow={width}
      aria-valuemin={min}
      aria-valuemax={max}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        start.current = { x: event.clientX, width };
      }}
      onPointerMove={(event) => {
        if (start.current) put(start.current.width + sign * (event.clientX - start.current.x));
      }}
      onPointerUp={() => {
        start.current = null;
      }}
      onDoubleClick={() => put(initial)}
      onKeyDown={(event) => {
        if (event.key === 'ArrowLeft') put(width - sign * STEP);
        if (event.key === 'ArrowRight') put(width + sign * STEP);
      }}
    />
  );
  return (
    <section className={`${styles['pane']} ${className ?? ''}`} style={{ width }} aria-label={label}>
      {edge === 'left' && handle}
      <div className={styles['body']}>{children}</div>
      {edge === 'right' && handle}
    </section>
  );
}

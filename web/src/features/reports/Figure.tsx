/** One number with what it was before, and the button that says how it is worked out. */
import { IconArrowDownRight, IconArrowUpRight } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { difference, figure } from '@/ui/figures';
import { How } from './How';
import { trend, type Metric } from './metrics';
import type { Measures, Opened } from './questions';
import styles from './Reports.module.css';

interface Compared {
  metric: Metric;
  now: number | null;
  before?: number | null | undefined;
}

/** How far it is from the number compared with: arrow, amount, and whether that is good. */
export function Change({ metric, now, before }: Compared) {
  const { t } = useTranslation('report');
  if (now === null || before === null || before === undefined) return null;
  const change = now - before;
  const way = trend(metric, now, before);
  const Arrow = change > 0 ? IconArrowUpRight : IconArrowDownRight;
  return (
    <span className={styles['change']} data-way={way || undefined}>
      {Math.abs(change) >= 0.05 && <Arrow size={13} aria-hidden />}
      {Math.abs(change) < 0.05 ? t('same') : difference(change, metric.unit)}
      {metric.unit === 'percent' && Math.abs(change) >= 0.05 && ` ${t('points')}`}
      {way && <span className="sr-only">{t(`way.${way}`)}</span>}
    </span>
  );
}

export const shown = (metric: Metric, value: number | null): string =>
  value === null ? '–' : figure(value, metric.unit);

interface HowProps {
  metric: Metric;
  measures: Measures;
  threshold: string;
  open?: ((of: Opened['of'], title: string) => void) | undefined;
}

function Part({
  measures,
  part,
  open,
}: { measures: Measures; part: Metric['part'] } & Pick<HowProps, 'open'>) {
  const { t } = useTranslation('report');
  if (!part) return null;
  const count = measures[part.count] ?? 0;
  const name = t(`column.${part.count}`);
  const { set } = part;
  return (
    <li>
      {set && open ? (
        <button type="button" className={styles['link']} onClick={() => open(set, name)}>
          <b>{figure(count, 'count')}</b> {name}
        </button>
      ) : (
        <>
          <b>{figure(count, 'count')}</b> {name}
        </>
      )}
    </li>
  );
}

/** What it means, the formula, and the two sets it is made of, each a click away. */
export function Explained({ metric, measures, threshold, open }: HowProps) {
  const { t } = useTranslation('report');
  const name = t(`metric.${metric.key}.name`);
  return (
    <How name={name}>
      <p>{t(`metric.${metric.key}.what`)}</p>
      <code>{t(`metric.${metric.key}.formula`)}</code>
      {metric.key === 'service_level_pct' && <p className={styles['quiet']}>{threshold}</p>}
      {(metric.part ?? metric.whole) && (
        <ul>
          <Part measures={measures} part={metric.part} open={open} />
          <Part measures={measures} part={metric.whole} open={open} />
        </ul>
      )}
      <small className={styles['quiet']}>{t('edition')}</small>
    </How>
  );
}

/** A figure and where it may really lie, as a bar about zero or on a scale. Beside words that say the same. */
import styles from './Chart.module.css';
import type { Spread } from './BandChart';

const WIDTH = 132;
const HEIGHT = 18;
const MIDDLE = WIDTH / 2;

/** How much something differs: the bar crosses the line of zero when it may not differ at all. */
export function DifferenceBar({
  spread,
  tone,
}: {
  spread: Spread;
  tone: 'better' | 'worse' | 'noise' | 'other';
}) {
  const reach = Math.max(Math.abs(spread.low), Math.abs(spread.high), 1e-9);
  const x = (value: number) => MIDDLE + (value / reach) * (MIDDLE - 6);
  return (
    <svg width={WIDTH} height={HEIGHT} className={styles['whisker']} data-tone={tone} aria-hidden>
      <line x1={MIDDLE} x2={MIDDLE} y1={1} y2={HEIGHT - 1} className={styles['zero']} />
      <line
        x1={x(spread.low)}
        x2={x(spread.high)}
        y1={HEIGHT / 2}
        y2={HEIGHT / 2}
        className={styles['reach']}
      />
      <path d={`M${x(spread.low)} 5v8M${x(spread.high)} 5v8`} className={styles['reach']} />
      <circle cx={x(spread.mean)} cy={HEIGHT / 2} r={4} className={styles['dot']} />
    </svg>
  );
}

interface PairProps {
  before: Spread | null;
  after: Spread | null;
  most: number;
}

/** Before and after on one scale from nothing to `most`: a disc above, a square below. */
export function PairBar({ before, after, most }: PairProps) {
  const wide = 220;
  const x = (value: number) => 6 + (Math.min(value, most) / most) * (wide - 12);
  return (
    <svg viewBox={`0 0 ${wide} 22`} className={styles['pair']} aria-hidden>
      <line x1={6} x2={wide - 6} y1={11} y2={11} className={styles['zero']} />
      {before && (
        <g data-look={0}>
          <line
            x1={x(before.low)}
            x2={x(before.high)}
            y1={7}
            y2={7}
            className={styles['line']}
            data-look={0}
          />
          <circle cx={x(before.mean)} cy={7} r={3.6} className={styles['mark']} data-look={0} />
        </g>
      )}
      {after && (
        <g data-look={1}>
          <line
            x1={x(after.low)}
            x2={x(after.high)}
            y1={16}
            y2={16}
            className={styles['line']}
            data-look={1}
          />
          <rect
            x={x(after.mean) - 3.4}
            y={12.6}
            width={6.8}
            height={6.8}
            className={styles['mark']}
            data-look={1}
          />
        </g>
      )}
    </svg>
  );
}

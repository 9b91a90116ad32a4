/** The day at a glance: eight numbers, each with what it was before and how it is worked out. */
import { useTranslation } from 'react-i18next';
import { Change, Explained, shown } from './Figure';
import { metric, type MetricKey } from './metrics';
import type { Measures, Opened } from './questions';
import styles from './Reports.module.css';

const TILES: readonly MetricKey[] = [
  'offered',
  'service_level_pct',
  'abandoned_pct',
  'asa_s',
  'wait_p90_s',
  'handle_s',
  'target_pct',
  'occupancy_pct',
];

interface Props {
  now: Measures;
  before: Measures | null;
  threshold: string;
  /** What is aimed at, in percent. */
  goal: number | null;
  open: (of: Opened['of'], title: string) => void;
}

function under(key: MetricKey, now: Measures, t: ReturnType<typeof useTranslation<'report'>>['t']): string {
  if (key === 'offered') return t('under.offered', { answered: now.answered, waiting: now.waiting });
  if (key === 'service_level_pct') return t('under.level', { part: now.in_time, whole: now.level_base });
  if (key === 'abandoned_pct') return t('under.abandoned', { count: now.abandoned, short: now.short });
  if (key === 'target_pct') return t('under.target', { part: now.met, whole: now.target_base });
  return '';
}

export function Tiles({ now, before, threshold, goal, open }: Props) {
  const { t } = useTranslation('report');
  return (
    <dl className={styles['tiles']}>
      {TILES.map((key) => {
        const one = metric(key);
        const value = now[key];
        const missed = key === 'service_level_pct' && goal !== null && value !== null && value < goal;
        return (
          <div key={key} data-missed={missed || undefined}>
            <dt>
              {t(`metric.${key}.name`)}
              <Explained metric={one} measures={now} threshold={threshold} open={open} />
            </dt>
            <dd>
              <span className={styles['value']}>{shown(one, value)}</span>
              <Change metric={one} now={value} before={before?.[key]} />
              <small>
                {under(key, now, t)}
                {missed && goal !== null && <b> {t('goal', { goal })}</b>}
              </small>
            </dd>
          </div>
        );
      })}
    </dl>
  );
}

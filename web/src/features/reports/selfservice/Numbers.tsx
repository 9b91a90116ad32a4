/** One number of self-service: what it was before, what it is made of, and how it is worked out. */
import { IconArrowDownRight, IconArrowUpRight } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { difference, figure } from '@/ui/figures';
import { How } from '../How';
import styles from '../Reports.module.css';
import { countOf, METRICS, type Metric, type Open, type Served, type SetName } from './questions';

export const shown = (metric: Metric, served: Served): string => {
  const value = served[metric.key];
  return value === null ? '–' : figure(value, metric.unit);
};

function wayOf({ better }: Metric, change: number): '' | 'better' | 'worse' {
  if (!better) return '';
  return change > 0 === (better === 'up') ? 'better' : 'worse';
}

/** How far it is from the dates compared with; whether that is good is said in words too. */
function Change({ metric, now, before }: { metric: Metric; now: Served; before: Served | null }) {
  const { t } = useTranslation('report');
  const [value, was] = [now[metric.key], before?.[metric.key]];
  if (value === null || was === null || was === undefined) return null;
  const change = value - was;
  const same = Math.abs(change) < 0.05;
  const way = same ? '' : wayOf(metric, change);
  const Arrow = change > 0 ? IconArrowUpRight : IconArrowDownRight;
  return (
    <span className={styles['change']} data-way={way || undefined}>
      {!same && <Arrow size={13} aria-hidden />}
      {same ? t('same') : difference(change, metric.unit)}
      {!same && metric.unit === 'percent' && ` ${t('points')}`}
      {way && <span className="sr-only">{t(`way.${way}`)}</span>}
    </span>
  );
}

function Part({ served, set, open }: { served: Served; set: SetName; open: Open }) {
  const { t } = useTranslation('selfservice');
  const title = t(`set.${set}`);
  return (
    <li>
      <button type="button" className={styles['link']} onClick={() => open({ of: set, title })}>
        <b>{figure(countOf(served, set), 'count')}</b> {title}
      </button>
    </li>
  );
}

function Explained({ metric, served, open }: { metric: Metric; served: Served; open: Open }) {
  const { t } = useTranslation('selfservice');
  const name = t(`metric.${metric.key}.name`);
  return (
    <How name={name}>
      <p>{t(`metric.${metric.key}.what`)}</p>
      <code>{t(`metric.${metric.key}.formula`)}</code>
      <ul>
        {[metric.part, metric.whole].map(
          (set) => set && <Part key={set} served={served} set={set} open={open} />,
        )}
      </ul>
    </How>
  );
}

interface Props {
  now: Served;
  before: Served | null;
  open: Open;
}

/** The success of it at a glance. */
export function Numbers({ now, before, open }: Props) {
  const { t } = useTranslation('selfservice');
  return (
    <dl className={styles['tiles']}>
      {METRICS.filter((metric) => metric.key !== 'deflected_pct').map((metric) => (
        <div key={metric.key} data-missed={(metric.key === 'failed_pct' && now.failed > 0) || undefined}>
          <dt>
            {t(`metric.${metric.key}.name`)}
            <Explained metric={metric} served={now} open={open} />
          </dt>
          <dd>
            <span className={styles['value']}>{shown(metric, now)}</span>
            <Change metric={metric} now={now} before={before} />
            <small>{t(`under.${metric.key}`, { ...now })}</small>
          </dd>
        </div>
      ))}
    </dl>
  );
}

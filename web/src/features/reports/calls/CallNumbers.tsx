/** The numbers of calls at a glance: each with what it is made of, and how it is worked out. */
import { IconArrowDownRight, IconArrowUpRight } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { difference, figure } from '@/ui/figures';
import { How } from '../How';
import styles from '../Reports.module.css';
import { countOf, METRICS, VARIANTS, type Figures, type Metric, type Open, type Report } from './questions';

export const shown = (metric: Metric, figures: Figures): string => {
  const value = figures[metric.key];
  return value === null ? '–' : figure(value, metric.unit);
};

/** How far it is from the dates compared with; whether that is good is said in words too. */
function Change({ metric, now, before }: { metric: Metric; now: Figures; before: Figures | null }) {
  const { t } = useTranslation('report');
  const [value, was] = [now[metric.key], before?.[metric.key]];
  if (value === null || was === null || was === undefined) return null;
  const change = value - was;
  if (Math.abs(change) < 0.05) return <span className={styles['change']}>{t('same')}</span>;
  const way = metric.better && (change > 0 === (metric.better === 'up') ? 'better' : 'worse');
  const Arrow = change > 0 ? IconArrowUpRight : IconArrowDownRight;
  return (
    <span className={styles['change']} data-way={way}>
      <Arrow size={13} aria-hidden />
      {difference(change, metric.unit)}
      {metric.unit === 'percent' && ` ${t('points')}`}
      {way && <span className="sr-only">{t(`way.${way}`)}</span>}
    </span>
  );
}

/** What the line below a number counts: the last of its parts. */
const counted = ({ parts }: Metric, figures: Figures): number => countOf(figures, parts.at(-1) ?? 'calls');

/** What stands below a number reads as the numbers do: none is a dash. */
const inWords = (figures: Figures) => ({
  ...figures,
  wait_p50_s: figures.wait_p50_s === null ? '–' : figure(figures.wait_p50_s, 'seconds'),
  longest_s: figures.longest_s === null ? '–' : figure(figures.longest_s, 'seconds'),
});

interface HowProps {
  metric: Metric;
  figures: Figures;
  seconds: number;
  open: Open;
}

function Explained({ metric, figures, seconds, open }: HowProps) {
  const { t } = useTranslation('calls');
  const name = t(`metric.${metric.key}.name`, { seconds });
  return (
    <How name={name}>
      <p>{t(`metric.${metric.key}.what`, { seconds })}</p>
      <code>{t(`metric.${metric.key}.formula`, { seconds })}</code>
      <ul>
        {metric.parts.map((set) => (
          <li key={set}>
            <button
              type="button"
              className={styles['link']}
              onClick={() => open({ of: set, title: t(`set.${set}`) })}
            >
              <b>{figure(countOf(figures, set), 'count')}</b> {t(`set.${set}`)}
            </button>
          </li>
        ))}
      </ul>
      {metric.key === 'service_level_pct' && <Variants figures={figures} />}
    </How>
  );
}

/** Whoever compares with another centre has to know which one that is. */
function Variants({ figures }: { figures: Figures }) {
  const { t } = useTranslation('calls');
  return (
    <>
      <p>{t('variants')}</p>
      <ul>
        {VARIANTS.map((key) => (
          <li key={key}>
            {t(`column.${key}`)}: <b>{figures[key] === null ? '–' : figure(figures[key], 'percent')}</b>
          </li>
        ))}
      </ul>
    </>
  );
}

/** Of calls nobody took: how many reached us after all. They have a page of their own. */
function Recovered({ report }: { report: Report }) {
  const { t } = useTranslation('calls');
  const { rate, recovered, missed, waiting } = report.recovery;
  return (
    <div>
      <dt>{t('recovery.name')}</dt>
      <dd>
        <span className={styles['value']}>{rate === null ? '–' : figure(100 * rate, 'percent')}</span>
        <small>
          <Link to={'/calls' as string}>
            {rate === null && waiting > 0
              ? t('pendingOf', { count: waiting })
              : t('recovery.under', { recovered, count: missed - waiting })}
          </Link>
          {rate !== null && waiting > 0 && ` · ${t('pendingOf', { count: waiting })}`}
        </small>
      </dd>
    </div>
  );
}

export function CallNumbers({ report, open }: { report: Report; open: Open }) {
  const { t } = useTranslation('calls');
  const { total, before, seconds } = report;
  return (
    <dl className={styles['tiles']}>
      {METRICS.map((metric) => (
        <div key={metric.key}>
          <dt>
            {t(`metric.${metric.key}.name`, { seconds })}
            <Explained metric={metric} figures={total} seconds={seconds} open={open} />
          </dt>
          <dd>
            <span className={styles['value']}>{shown(metric, total)}</span>
            <Change metric={metric} now={total} before={before} />
            <small>{t(`under.${metric.key}`, { ...inWords(total), count: counted(metric, total) })}</small>
          </dd>
        </div>
      ))}
      <Recovered report={report} />
    </dl>
  );
}

/** How the day, or the days, went: contacts and service level, half hour by half hour, as lines or as a table. */
import { useTranslation } from 'react-i18next';
import { BandChart, type Spread } from '@/ui/BandChart';
import { figure } from '@/ui/figures';
import { sayProblem } from '@/ui/problem';
import { ErrorState, ListSkeleton } from '@/ui/States';
import { Table, type Column } from '@/ui/Table';
import { shown } from './Figure';
import { metric, type MetricKey } from './metrics';
import { useIntervals, type Interval, type Opened } from './questions';
import styles from './Reports.module.css';
import type { Dates } from './search';

interface Props {
  dates: Dates;
  queue: string;
  zone: string;
  open: (more: Partial<Opened> & { of: Opened['of']; title: string }) => void;
}

const exact = (value: number | null): Spread | null =>
  value === null ? null : { mean: value, low: value, high: value };

function useMoment(zone: string, grain: 'half' | 'day'): (one: Interval) => string {
  const { i18n } = useTranslation();
  const time = new Intl.DateTimeFormat(i18n.language, { hour: '2-digit', minute: '2-digit', timeZone: zone });
  const day = new Intl.DateTimeFormat(i18n.language, { day: 'numeric', month: 'short', timeZone: 'UTC' });
  return (one) =>
    grain === 'half' && one.begins ? time.format(Date.parse(one.begins)) : day.format(Date.parse(one.day));
}

const SHOWN: readonly MetricKey[] = ['service_level_pct', 'abandoned_pct', 'asa_s', 'wait_p90_s', 'handle_s'];

function Parts({
  intervals,
  say,
  open,
}: { intervals: Interval[]; say: (one: Interval) => string } & Pick<Props, 'open'>) {
  const { t } = useTranslation('report');
  const columns: Column<Interval>[] = [
    { key: 'moment', head: t('when'), cell: (one) => say(one), order: (one) => one.begins ?? one.day },
    {
      key: 'offered',
      head: t('metric.offered.short'),
      figures: true,
      order: (one) => one.now.offered,
      cell: (one) => (
        <button
          type="button"
          className={styles['number']}
          onClick={() =>
            open({
              of: 'offered',
              title: `${say(one)}: ${t('column.offered')}`,
              since: one.day,
              until: one.day,
              ...(one.begins ? { begins: Date.parse(one.begins) } : {}),
            })
          }
        >
          {figure(one.now.offered, 'count')}
        </button>
      ),
    },
    ...SHOWN.map((key): Column<Interval> => ({
      key,
      head: t(`metric.${key}.short`),
      figures: true,
      order: (one) => one.now[key] ?? -1,
      cell: (one) => shown(metric(key), one.now[key]),
    })),
  ];
  return <Table label={t('course')} columns={columns} rows={intervals} id={(one) => one.begins ?? one.day} />;
}

export function Course({ dates, queue, zone, open }: Props) {
  const { t } = useTranslation('report');
  const grain = dates.since === dates.until ? 'half' : 'day';
  const say = useMoment(zone, grain);
  const query = useIntervals(dates, grain, queue);
  if (query.isPending) return <ListSkeleton rows={5} />;
  if (query.isError) {
    return (
      <ErrorState title={t('failed')} detail={sayProblem(query.error)} onRetry={() => void query.refetch()} />
    );
  }
  const { intervals } = query.data;
  if (intervals.length === 0) return null;
  const moments = intervals.map(say);
  const points = (of: (one: Interval) => number | null) => intervals.map((one) => exact(of(one)));
  return (
    <>
      <div className={styles['charts']}>
        <BandChart
          title={t('contacts')}
          moments={moments}
          say={(value) => figure(value, 'count')}
          lines={[
            { name: t('column.offered'), look: 0, points: points((one) => one.now.offered) },
            { name: t('column.answered'), look: 1, points: points((one) => one.now.answered) },
          ]}
        />
        <BandChart
          title={t('metric.service_level_pct.name')}
          moments={moments}
          most={100}
          say={(value) => figure(value, 'percent')}
          lines={[
            {
              name: t('metric.service_level_pct.short'),
              look: 0,
              points: points((one) => one.now.service_level_pct),
            },
          ]}
        />
      </div>
      <details className={styles['parts']}>
        <summary>{t(grain === 'half' ? 'halfHours' : 'days')}</summary>
        <Parts intervals={intervals} say={say} open={open} />
      </details>
    </>
  );
}

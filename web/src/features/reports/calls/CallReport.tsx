/** How calls went: how soon they were answered, where callers gave up, what was held, handed on and recorded. */
import { IconPhone } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { figure } from '@/ui/figures';
import { sayProblem } from '@/ui/problem';
import { EmptyState, ErrorState, ListSkeleton } from '@/ui/States';
import styles from '../Reports.module.css';
import type { Compare, Dates } from '../search';
import own from '../selfservice/SelfService.module.css';
import { TakeMenu } from '../TakeAlong';
import { CallEntries } from './CallEntries';
import { CallNumbers, shown } from './CallNumbers';
import { METRICS, takeCalls, useCallReport, type Open, type Opened, type Report } from './questions';

const COUNTS = ['incoming', 'answered', 'abandoned', 'callbacks', 'messages'] as const;
const SHARES = METRICS.filter(({ key }) =>
  ['service_level_pct', 'asa_s', 'abandoned_long_pct', 'talk_s', 'hold_s', 'transferred_pct'].includes(key),
);

function Queues({ report, open }: { report: Report; open: Open }) {
  const { t } = useTranslation('calls');
  return (
    <section>
      <h2 className={own['title']}>{t('queues')}</h2>
      <div className={styles['scroll']} tabIndex={0} role="region" aria-label={t('queues')}>
        <table className={styles['table']}>
          <thead>
            <tr>
              <th scope="col">{t('queue')}</th>
              {COUNTS.map((name) => (
                <th key={name} scope="col" data-figures>
                  {t(`set.${name}`)}
                </th>
              ))}
              {SHARES.map(({ key }) => (
                <th key={key} scope="col" data-figures>
                  {t(`metric.${key}.name`, { seconds: report.seconds })}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {report.queues.map((line) => (
              <tr key={line.queue}>
                <th scope="row">{line.name || t('onlyMenu')}</th>
                {COUNTS.map((of) => (
                  <td key={of} data-figures>
                    <button
                      type="button"
                      className={styles['number']}
                      aria-label={`${line.name || t('onlyMenu')}, ${t(`set.${of}`)}: ${line.now[of]}`}
                      onClick={() =>
                        open({
                          of,
                          title: `${line.name || t('onlyMenu')}: ${t(`set.${of}`)}`,
                          queue: line.queue,
                        })
                      }
                    >
                      {figure(line.now[of], 'count')}
                    </button>
                  </td>
                ))}
                {SHARES.map((metric) => (
                  <td key={metric.key} data-figures>
                    {shown(metric, line.now)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

export function CallReport({ dates, compare }: { dates: Dates; compare: Compare }) {
  const { t } = useTranslation(['calls', 'report']);
  const [opened, setOpened] = useState<Opened | null>(null);
  const query = useCallReport(dates, compare);
  if (query.isPending) return <ListSkeleton rows={8} />;
  if (query.isError) {
    const again = () => void query.refetch();
    return <ErrorState title={t('report:failed')} detail={sayProblem(query.error)} onRetry={again} />;
  }
  const report = query.data;
  if (report.total.incoming + report.total.outgoing === 0) {
    return (
      <EmptyState icon={<IconPhone size={26} stroke={1.6} aria-hidden />} title={t('noCalls')}>
        {t('noCallsHint')}
      </EmptyState>
    );
  }
  const open: Open = (more) => setOpened({ ...dates, ...more });
  return (
    <>
      <div className={styles['over']}>
        <p className={styles['quiet']}>{t('unit')}</p>
        <TakeMenu
          files={['queues', 'calls'] as const}
          nameOf={(what) => t(`file.${what}`)}
          take={(what) => takeCalls(what, dates)}
        />
      </div>
      <CallNumbers report={report} open={open} />
      <Queues report={report} open={open} />
      <p className={styles['quiet']}>{t('footer', { zone: report.about.zone, seconds: report.seconds })}</p>
      {opened && <CallEntries opened={opened} onClose={() => setOpened(null)} />}
    </>
  );
}

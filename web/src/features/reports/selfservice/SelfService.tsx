/** What customers got done without a person: success, drop-off, handoffs, and what could be self-served yet. */
import { IconRobot } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Strip } from '@/ui/Bits';
import { figure } from '@/ui/figures';
import { textAt } from '@/ui/i18n';
import { sayProblem } from '@/ui/problem';
import { EmptyState, ErrorState, ListSkeleton } from '@/ui/States';
import styles from '../Reports.module.css';
import type { Compare, Dates } from '../search';
import { Numbers } from './Numbers';
import { takeServed, useSelfService, type Open, type Opened, type Report, type What } from './questions';
import own from './SelfService.module.css';
import { Sessions } from './Sessions';
import { TakeMenu } from '../TakeAlong';
import { Flows, Nodes, Reasons } from './Tables';

interface Props {
  dates: Dates;
  compare: Compare;
  flow: string;
  choose: (flow: string) => void;
}

const FILES: readonly What[] = ['flows', 'days', 'nodes', 'reasons', 'sessions'];

/** Why work went to people, the most frequent first. */
function Whys({ report, open }: { report: Report; open: Open }) {
  const { t } = useTranslation('selfservice');
  if (report.whys.length === 0) return null;
  const most = Math.max(...report.whys.map((one) => one.count));
  return (
    <section>
      <h2 className={own['title']}>{t('whys')}</h2>
      <ul className={own['whys']}>
        {report.whys.map(({ why, count }) => {
          const name = textAt(`selfservice:why.${why}`) ?? why;
          return (
            <li key={why}>
              <button
                type="button"
                className={styles['number']}
                onClick={() => open({ of: 'handoffs', title: name, why })}
              >
                {name}
              </button>
              <span className={own['share']}>
                <i style={{ width: `${(100 * count) / most}%` }} aria-hidden />
                {figure(count, 'count')}
              </span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

export function SelfService({ dates, compare, flow, choose }: Props) {
  const { t } = useTranslation(['selfservice', 'report']);
  const [opened, setOpened] = useState<Opened | null>(null);
  const query = useSelfService(dates, compare, flow);
  const open: Open = (more) => setOpened({ ...dates, ...(flow ? { flow } : {}), ...more });
  if (query.isPending) return <ListSkeleton rows={8} />;
  if (query.isError) {
    const again = () => void query.refetch();
    return <ErrorState title={t('report:failed')} detail={sayProblem(query.error)} onRetry={again} />;
  }
  const report = query.data;
  const nothing = report.total.sessions === 0 && report.reasons.length === 0;
  if (nothing) {
    return report.about.behind ? (
      <Strip tone="info">{t('report:behind')}</Strip>
    ) : (
      <EmptyState icon={<IconRobot size={26} stroke={1.6} aria-hidden />} title={t('nothing')}>
        {t('nothingHint')}
      </EmptyState>
    );
  }
  return (
    <>
      {report.about.behind && <Strip tone="info">{t('report:behind')}</Strip>}
      <div className={styles['over']}>
        <p className={styles['quiet']}>{t('unit')}</p>
        <TakeMenu
          files={FILES}
          nameOf={(what) => t(`file.${what}`)}
          take={(what) => takeServed(what, dates, flow)}
        />
      </div>
      <Numbers now={report.total} before={report.before} open={open} />
      {report.flows.length > 0 && <Flows report={report} chosen={flow} choose={choose} open={open} />}
      <div className={own['two']}>
        {report.nodes.length > 0 && <Nodes report={report} open={open} />}
        <Whys report={report} open={open} />
      </div>
      {report.reasons.length > 0 && <Reasons report={report} open={open} />}
      <p className={styles['quiet']}>
        {t('footer', { zone: report.about.zone, edition: report.about.edition })} {t('mayChange')}
      </p>
      {opened && <Sessions opened={opened} onClose={() => setOpened(null)} />}
    </>
  );
}

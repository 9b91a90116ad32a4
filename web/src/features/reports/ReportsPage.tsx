/** Reports: yesterday when it opens. Who may see only himself finds his own numbers. */
import { SegmentedControl } from '@mantine/core';
import { IconChartBar } from '@tabler/icons-react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMe } from '@/api/session';
import { Strip } from '@/ui/Bits';
import { Page } from '@/ui/Page';
import { sayProblem } from '@/ui/problem';
import { EmptyState, ErrorState, ListSkeleton } from '@/ui/States';
import { AgentNumbers } from './AgentNumbers';
import { Course } from './Course';
import { EntriesDrawer } from './EntriesDrawer';
import { QueueNumbers } from './QueueNumbers';
import { useAgents, useQueues, type Opened, type QueueReport } from './questions';
import { ExportMenu, RangeBar } from './RangeBar';
import styles from './Reports.module.css';
import { datesOf, TABS, type Compare, type Dates, type ReportSearch, type Tab } from './search';
import { Tiles } from './Tiles';
import { useThreshold } from './words';

const CallReport = lazy(async () => ({ default: (await import('./calls/CallReport')).CallReport }));
const SelfService = lazy(async () => ({ default: (await import('./selfservice/SelfService')).SelfService }));

type Open = (more: Partial<Opened> & { of: Opened['of']; title: string }) => void;

interface PartProps {
  dates: Dates;
  compare: Compare;
  open: Open;
}

function Nothing() {
  const { t } = useTranslation('report');
  return (
    <EmptyState icon={<IconChartBar size={26} stroke={1.6} aria-hidden />} title={t('nothing')}>
      {t('nothingHint')}
    </EmptyState>
  );
}

interface QueuesProps extends PartProps {
  queue: string;
  choose: (queue: string) => void;
}

/** The numbers of the chosen queue, of all of them otherwise. */
function chosenOf(report: QueueReport, queue: string) {
  const line = report.queues.find((one) => one.queue === queue);
  const channels = report.channels.filter((one) => queue === '' || one.queue === queue);
  const goals = new Set((line ? [line] : report.queues).map((one) => one.level.percent));
  const goal = goals.size === 1 ? ([...goals][0] ?? null) : null;
  return { line, now: line?.now ?? report.total, before: line ? line.before : report.before, channels, goal };
}

function Queues({ dates, compare, open, queue, choose }: QueuesProps) {
  const { t } = useTranslation('report');
  const threshold = useThreshold();
  const query = useQueues(dates, compare, true);
  if (query.isPending) return <ListSkeleton rows={8} />;
  if (query.isError) {
    return (
      <ErrorState title={t('failed')} detail={sayProblem(query.error)} onRetry={() => void query.refetch()} />
    );
  }
  const report = query.data;
  if (report.queues.length === 0) {
    return report.about.behind ? <Strip tone="info">{t('behind')}</Strip> : <Nothing />;
  }
  const { line, now, before, channels, goal } = chosenOf(report, queue);
  const narrowed = line ? { queue: line.queue } : {};
  return (
    <>
      {report.about.behind && <Strip tone="info">{t('behind')}</Strip>}
      {line && <h2 className={styles['of']}>{line.name}</h2>}
      <Tiles
        now={now}
        before={before}
        goal={goal}
        threshold={threshold(channels)}
        open={(of, title) => open({ of, title, ...narrowed })}
      />
      <QueueNumbers report={report} chosen={queue} choose={choose} open={open} />
      <Course
        dates={dates}
        queue={line ? queue : ''}
        zone={report.about.zone}
        open={(more) => open({ ...narrowed, ...more })}
      />
      <p className={styles['quiet']}>
        {t('footer', { zone: report.about.zone, edition: report.about.edition })}
      </p>
    </>
  );
}

function People({ dates, compare, open }: PartProps) {
  const { t } = useTranslation('report');
  const query = useAgents(dates, compare, true);
  if (query.isPending) return <ListSkeleton rows={6} />;
  if (query.isError) {
    return (
      <ErrorState title={t('failed')} detail={sayProblem(query.error)} onRetry={() => void query.refetch()} />
    );
  }
  if (query.data.agents.length === 0) return <Nothing />;
  return (
    <>
      <AgentNumbers agents={query.data.agents} open={open} />
      <p className={styles['quiet']}>{t('neverRank')}</p>
    </>
  );
}

interface ContentProps {
  tab: Tab;
  parts: PartProps;
  search: ReportSearch;
  change: (to: ReportSearch) => void;
}

function Content({ tab, parts, search, change }: ContentProps) {
  if (tab === 'agents') return <People {...parts} />;
  if (tab === 'queues') {
    return <Queues {...parts} queue={search.queue ?? ''} choose={(queue) => change({ queue })} />;
  }
  if (tab === 'calls') {
    return (
      <Suspense fallback={<ListSkeleton rows={8} />}>
        <CallReport dates={parts.dates} compare={parts.compare} />
      </Suspense>
    );
  }
  return (
    <Suspense fallback={<ListSkeleton rows={8} />}>
      <SelfService
        dates={parts.dates}
        compare={parts.compare}
        flow={search.flow ?? ''}
        choose={(flow) => change({ flow })}
      />
    </Suspense>
  );
}

export function ReportsPage() {
  const { t } = useTranslation('report');
  const me = useMe();
  const search: ReportSearch = useSearch({ strict: false });
  const navigate = useNavigate();
  const [opened, setOpened] = useState<Opened | null>(null);
  const onlyMine = me.permissions['report.read'] === 'own';
  const dates = datesOf(search);
  const tab: Tab = onlyMine ? 'agents' : (search.tab ?? 'queues');
  const change = (to: ReportSearch) =>
    void navigate({ to: '.', search: { ...search, ...to }, replace: true });
  const open: Open = (more) => setOpened({ ...dates, ...more });
  const parts = { dates, compare: search.compare ?? 'week', open } as const;
  const wide = ['brand', 'all'].includes(me.permissions['report.read'] ?? '');
  return (
    <Page
      title={t(onlyMine ? 'mine' : 'title')}
      actions={
        (tab === 'queues' || tab === 'agents') && <ExportMenu dates={dates} queue={search.queue ?? ''} />
      }
    >
      <div className={styles['reports']}>
        <div className={styles['top']}>
          <RangeBar search={search} dates={dates} change={change} />
          {!onlyMine && (
            <SegmentedControl
              size="xs"
              aria-label={t('of')}
              value={tab}
              data={TABS.filter((value) => wide || value !== 'selfservice').map((value) => ({
                value,
                label: t(value),
              }))}
              onChange={(value) => change({ tab: value as Tab })}
            />
          )}
        </div>
        <Content tab={tab} parts={parts} search={search} change={change} />
      </div>
      {opened && <EntriesDrawer opened={opened} onClose={() => setOpened(null)} />}
    </Page>
  );
}

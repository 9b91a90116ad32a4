/** Tasks and promises: mine, the team's, overdue and ended; by date or by customer. */
import { Button, SegmentedControl } from '@mantine/core';
import { IconChecklist } from '@tabler/icons-react';
import { Link, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { asProblem } from '@/api/problem';
import { Page } from '@/ui/Page';
import { sayProblem } from '@/ui/problem';
import { EmptyState, ErrorState, ListSkeleton } from '@/ui/States';
import { useNow } from '@/ui/time';
import styles from './Matter.module.css';
import { PromiseLine } from './PromiseLine';
import { TASK_VIEWS, useTasks, type Commitment, type TaskView } from './questions';

const DAY = 86_400_000;
const ORDER = ['late', 'today', 'tomorrow', 'week', 'later', 'undated'] as const;

const startOfDay = (at: number): number => new Date(at).setHours(0, 0, 0, 0);

function stretchOf(one: Commitment, now: number): (typeof ORDER)[number] {
  if (!one.due) return 'undated';
  const due = Date.parse(one.due);
  if (due < now) return 'late';
  const days = Math.round((startOfDay(due) - startOfDay(now)) / DAY);
  if (days === 0) return 'today';
  if (days === 1) return 'tomorrow';
  return days < 7 ? 'week' : 'later';
}

interface Group {
  key: string;
  title: string;
  items: Commitment[];
}

function useGroups(items: readonly Commitment[], view: TaskView, by: string): Group[] {
  const { t } = useTranslation('matter');
  const now = useNow();
  if (view === 'done') return [{ key: 'done', title: '', items: [...items] }];
  const groups = new Map<string, Group>();
  const put = (key: string, title: string, one: Commitment) => {
    const group = groups.get(key) ?? { key, title, items: [] };
    group.items.push(one);
    groups.set(key, group);
  };
  if (by === 'customer') {
    for (const one of items) put(one.customer.id, one.customer.name || one.customer.organization || '—', one);
    return [...groups.values()].sort((a, b) => a.title.localeCompare(b.title));
  }
  for (const one of items) {
    const stretch = stretchOf(one, now);
    put(stretch, t(`tasks.${stretch}`), one);
  }
  return ORDER.flatMap((key) => groups.get(key) ?? []);
}

function Empty({ view }: { view: TaskView }) {
  const { t } = useTranslation('matter');
  const titles = {
    mine: 'emptyMine',
    team: 'emptyTeam',
    overdue: 'emptyOverdue',
    done: 'emptyDone',
  } as const;
  return (
    <EmptyState
      icon={<IconChecklist size={26} stroke={1.6} aria-hidden />}
      title={t(`tasks.${titles[view]}`)}
    >
      {view !== 'done' && t('tasks.emptyMineHint')}
    </EmptyState>
  );
}

function List({ view, by }: { view: TaskView; by: string }) {
  const { t } = useTranslation('matter');
  const tasks = useTasks(view);
  const items = tasks.data?.pages.flatMap((page) => page.items) ?? [];
  const groups = useGroups(items, view, by);
  if (tasks.isError) {
    return (
      <ErrorState
        title={t('tasks.failed')}
        detail={sayProblem(tasks.error)}
        reference={asProblem(tasks.error).reference}
        onRetry={() => void tasks.refetch()}
      />
    );
  }
  if (!tasks.data) return <ListSkeleton rows={6} />;
  if (items.length === 0) return <Empty view={view} />;
  return (
    <div className={styles['groups']}>
      {groups.map((group) => (
        <section key={group.key} aria-label={group.title || undefined}>
          {group.title && (
            <h2 data-late={group.key === 'late' || undefined}>
              {group.title} <span>{group.items.length}</span>
            </h2>
          )}
          <div className={styles['card']}>
            {group.items.map((one) => (
              <PromiseLine key={one.id} one={one} bare={by === 'customer' && view !== 'done'} />
            ))}
          </div>
        </section>
      ))}
      {tasks.hasNextPage && (
        <Button
          variant="default"
          loading={tasks.isFetchingNextPage}
          onClick={() => void tasks.fetchNextPage()}
        >
          {t('tasks.more')}
        </Button>
      )}
    </div>
  );
}

export function TasksPage() {
  const { t } = useTranslation('matter');
  const asked = useSearch({ strict: false }) as { view?: string };
  const view = TASK_VIEWS.find((each) => each === asked.view) ?? 'mine';
  const [by, setBy] = useState('date');
  return (
    <Page
      title={t('tasks.title')}
      actions={
        <SegmentedControl
          size="xs"
          aria-label={t('tasks.grouping')}
          value={by}
          onChange={setBy}
          data={[
            { value: 'date', label: t('tasks.byDate') },
            { value: 'customer', label: t('tasks.byCustomer') },
          ]}
        />
      }
    >
      <div className={styles['wide']}>
        <nav className={styles['views']} aria-label={t('tasks.views')}>
          {TASK_VIEWS.map((each) => (
            <Link
              key={each}
              to={'/tasks' as string}
              search={{ view: each } as never}
              aria-current={each === view ? 'page' : undefined}
            >
              {t(`tasks.${each}`)}
            </Link>
          ))}
        </nav>
        <List key={view} view={view} by={by} />
      </div>
    </Page>
  );
}

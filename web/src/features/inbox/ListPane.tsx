/** One list: which, in what order, and its rows. */
import { ActionIcon, Menu, Tooltip } from '@mantine/core';
import { IconArrowsSort, IconCheck, IconChevronDown, IconCoffee } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { asProblem } from '@/api/problem';
import type { Counts, View } from '@/api/types';
import { sayProblem } from '@/ui/problem';
import { EmptyState, ErrorState, ListSkeleton } from '@/ui/States';
import { ConversationRow } from './ConversationRow';
import styles from './Inbox.module.css';
import type { Listed } from './listed';
import { MyRest } from './MyRest';
import { useCounts } from './questions';
import type { Sort } from './views';

const FIRST: readonly View[] = ['mine', 'unassigned', 'all'];
const REST: readonly View[] = ['pending', 'snoozed', 'resolved'];
const SORTS: readonly Sort[] = ['due', 'waiting', '-touched_at'];
const ROW = 80;

function TabText({ view, counts }: { view: View; counts: Counts | null }) {
  const { t } = useTranslation();
  return (
    <>
      <span className={styles['tabName']}>{t(`view.${view}`)}</span>
      <span className={styles['tabCount']}>{counts?.[view] ?? ''}</span>
    </>
  );
}

function Tab({ to, here, counts }: { to: View; here: View; counts: Counts | null }) {
  return (
    <Link
      to={`/inbox/${to}` as string}
      className={styles['tab']}
      aria-current={to === here ? 'page' : undefined}
      activeProps={{}}
    >
      <TabText view={to} counts={counts} />
    </Link>
  );
}

function Tabs({ view }: { view: View }) {
  const { t } = useTranslation();
  const counts = useCounts();
  const other = REST.includes(view);
  // A further list's name takes the room of the third tab, which then stands in the menu.
  const tabs = other ? FIRST.slice(0, 2) : FIRST;
  const more = other ? [...FIRST.slice(2), ...REST] : REST;
  return (
    <nav className={styles['tabs']} aria-label={t('view.label')}>
      {tabs.map((name) => (
        <Tab key={name} to={name} here={view} counts={counts} />
      ))}
      <Menu position="bottom-end">
        <Menu.Target>
          <button type="button" className={styles['tab']} aria-current={other ? 'page' : undefined}>
            {other ? (
              <TabText view={view} counts={counts} />
            ) : (
              <span className={styles['tabName']}>{t('common.more')}</span>
            )}
            <IconChevronDown className={styles['tabMore']} size={13} aria-hidden />
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          {more.map((name) => (
            <Menu.Item
              key={name}
              component={Link}
              to={`/inbox/${name}`}
              rightSection={<span className={styles['tabCount']}>{counts?.[name] ?? ''}</span>}
            >
              {t(`view.${name}`)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </nav>
  );
}

function SortMenu({ sort, onSort }: { sort: Sort; onSort: (sort: Sort) => void }) {
  const { t } = useTranslation();
  return (
    <Menu>
      <Menu.Target>
        <Tooltip label={t('sort.label')}>
          <ActionIcon aria-label={t('sort.label')}>
            <IconArrowsSort size={16} />
          </ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown>
        {SORTS.map((name) => (
          <Menu.Item
            key={name}
            onClick={() => onSort(name)}
            rightSection={name === sort ? <IconCheck size={15} aria-label={t('sort.chosen')} /> : null}
          >
            {t(`sort.${name === '-touched_at' ? 'recent' : name}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

function Rows({ view, open, list }: { view: View; open: string | undefined; list: Listed }) {
  const { t } = useTranslation();
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: list.rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    overscan: 8,
    getItemKey: (index) => list.rows[index]?.id ?? index,
  });
  const items = virtual.getVirtualItems();
  const lastShown = items[items.length - 1]?.index ?? 0;
  const nearEnd = lastShown >= list.rows.length - 10;
  const { readOn } = list;
  useEffect(() => {
    if (nearEnd) readOn();
  }, [nearEnd, readOn, list.rows.length]);
  const at = open ? list.rows.findIndex((row) => row.id === open) : -1;
  useEffect(() => {
    if (at >= 0) virtual.scrollToIndex(at, { align: 'auto' });
    // Only when another one is opened: not when rows move.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [open]);
  return (
    <div ref={scroller} className={styles['rows']}>
      <ul style={{ height: virtual.getTotalSize() }} aria-label={t(`view.${view}`)}>
        {items.map((item) => {
          const row = list.rows[item.index];
          return (
            row && (
              <li key={item.key} style={{ transform: `translateY(${String(item.start)}px)`, height: ROW }}>
                <ConversationRow row={row} view={view} open={row.id === open} />
              </li>
            )
          );
        })}
      </ul>
    </div>
  );
}

interface Props {
  view: View;
  open: string | undefined;
  sort: Sort;
  onSort: (sort: Sort) => void;
  list: Listed;
}

export function ListPane({ view, open, sort, onSort, list }: Props) {
  const { t } = useTranslation();
  return (
    <>
      <header className={styles['listHead']}>
        <Tabs view={view} />
        <SortMenu sort={sort} onSort={onSort} />
      </header>
      <MyRest />
      {list.first && <ListSkeleton />}
      {list.failed !== null && (
        <ErrorState
          title={t('list.failed')}
          detail={sayProblem(list.failed)}
          reference={asProblem(list.failed).reference || undefined}
          onRetry={list.retry}
        />
      )}
      {!list.first && list.failed === null && list.rows.length === 0 && (
        <EmptyState icon={<IconCoffee size={26} stroke={1.6} aria-hidden />} title={t(`empty.${view}`)}>
          {t(`empty.${view}Hint`)}
        </EmptyState>
      )}
      {list.rows.length > 0 && <Rows view={view} open={open} list={list} />}
    </>
  );
}

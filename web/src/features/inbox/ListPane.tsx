/** One list: which, in what order, its rows, and what can be done to the chosen ones. */
import { ActionIcon, Menu, Tooltip } from '@mantine/core';
import {
  IconAdjustmentsHorizontal,
  IconCheck,
  IconChevronDown,
  IconCoffee,
  IconLink,
  IconPencil,
  IconSearch,
} from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useVirtualizer } from '@tanstack/react-virtual';
import { lazy, Suspense, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { asProblem } from '@/api/problem';
import type { ListName, SavedView } from '@/api/types';
import { preferences, usePreference } from '@/ui/prefs';
import { sayProblem } from '@/ui/problem';
import { EmptyState, ErrorState, ListSkeleton } from '@/ui/States';
import { toast } from '@/ui/toast';
import { ConversationRow } from './ConversationRow';
import type { Listed } from './listed';
import { usePins } from './listed';
import styles from './Lists.module.css';
import { MyRest } from './MyRest';
import { useSelection } from './selection';
import { isSaved, type Sort } from './views';
import { ViewLinks } from './ViewLinks';

const BulkBar = lazy(async () => ({ default: (await import('./bulk/BulkBar')).BulkBar }));

const SORTS: readonly Sort[] = ['due', 'waiting', '-touched_at'];
const HEIGHTS = { comfortable: 78, compact: 54 } as const;

const sortKey = (sort: Sort) => (sort === '-touched_at' ? ('recent' as const) : sort);

interface OptionsProps {
  view: ListName;
  sort: Sort;
  saved: SavedView | undefined;
  onEdit: () => void;
}

function Options({ view, sort, saved, onEdit }: OptionsProps) {
  const { t } = useTranslation();
  const lists = useTranslation('lists').t;
  const density = usePreference('look.density');
  const check = (on: boolean) => (on ? <IconCheck size={15} aria-label={t('sort.chosen')} /> : null);
  const copy = () => {
    void navigator.clipboard.writeText(
      `${window.location.origin}/inbox/${isSaved(view) ? 'view/' : ''}${view}`,
    );
    toast.done(lists('list.linkCopied'));
  };
  return (
    <Menu>
      <Menu.Target>
        <Tooltip label={lists('list.more')}>
          <ActionIcon aria-label={lists('list.more')}>
            <IconAdjustmentsHorizontal size={17} />
          </ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown>
        {!saved && (
          <>
            <Menu.Label>{t('sort.label')}</Menu.Label>
            {SORTS.map((name) => (
              <Menu.Item
                key={name}
                onClick={() => preferences.set({ 'list.sort': name })}
                rightSection={check(name === sort)}
              >
                {t(`sort.${sortKey(name)}`)}
              </Menu.Item>
            ))}
          </>
        )}
        <Menu.Label>{lists('list.density')}</Menu.Label>
        {(['comfortable', 'compact'] as const).map((name) => (
          <Menu.Item
            key={name}
            onClick={() => preferences.set({ 'look.density': name })}
            rightSection={check(name === density)}
          >
            {lists(`list.${name}`)}
          </Menu.Item>
        ))}
        <Menu.Divider />
        {saved?.may_change && (
          <Menu.Item leftSection={<IconPencil size={15} />} onClick={onEdit}>
            {lists('views.edit')}
          </Menu.Item>
        )}
        <Menu.Item leftSection={<IconLink size={15} />} onClick={copy}>
          {lists('list.link')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

interface HeadProps extends OptionsProps {
  title: string;
  /** The lists stand in a column beside: their menu is not needed. */
  column: boolean;
  /** The conversation beside is what the page is about, and has the page's heading. */
  beside: boolean;
  onNew: () => void;
}

function Head({ view, title, column, beside, onNew, ...options }: HeadProps) {
  const { t } = useTranslation();
  const lists = useTranslation('lists').t;
  const Title = beside ? 'h2' : 'h1';
  return (
    <header className={styles['listHead']}>
      {column ? (
        <Title className={styles['listTitle']}>{title}</Title>
      ) : (
        <Menu position="bottom-start" width={264}>
          <Menu.Target>
            <button type="button" className={styles['listMenu']} aria-label={`${t('view.label')}: ${title}`}>
              <span>{title}</span>
              <IconChevronDown size={15} aria-hidden />
            </button>
          </Menu.Target>
          <Menu.Dropdown>
            <ViewLinks view={view} onNew={onNew} onGo={() => document.body.click()} />
          </Menu.Dropdown>
        </Menu>
      )}
      <span className={styles['grow']} />
      <Tooltip label={lists('list.search')}>
        <ActionIcon component={Link} to="/search" aria-label={lists('list.search')}>
          <IconSearch size={17} />
        </ActionIcon>
      </Tooltip>
      <Options view={view} {...options} />
    </header>
  );
}

function Rows({
  view,
  open,
  list,
  title,
}: {
  view: ListName;
  open: string | undefined;
  list: Listed;
  title: string;
}) {
  const compact = usePreference('look.density') === 'compact';
  const pins = usePins();
  const height = HEIGHTS[compact ? 'compact' : 'comfortable'];
  const scroller = useRef<HTMLDivElement>(null);
  const latest = useRef(list.rows);
  useEffect(() => {
    latest.current = list.rows;
  });
  const virtual = useVirtualizer({
    count: list.rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
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
  useEffect(() => virtual.measure(), [virtual, height]);
  const at = open ? list.rows.findIndex((row) => row.id === open) : -1;
  useEffect(() => {
    if (at >= 0) virtual.scrollToIndex(at, { align: 'auto' });
    // Only when another one is opened: not when rows move.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [open]);
  return (
    <div ref={scroller} className={styles['rows']}>
      <ul style={{ height: virtual.getTotalSize() }} aria-label={title}>
        {items.map((item) => {
          const row = list.rows[item.index];
          return (
            row && (
              <li key={item.key} style={{ transform: `translateY(${String(item.start)}px)`, height }}>
                <ConversationRow
                  row={row}
                  view={view}
                  open={row.id === open}
                  pinned={pins.has(row.id)}
                  compact={compact}
                  rows={() => latest.current}
                />
              </li>
            )
          );
        })}
      </ul>
    </div>
  );
}

interface Props {
  view: ListName;
  open: string | undefined;
  sort: Sort;
  list: Listed;
  saved: SavedView | undefined;
  title: string;
  column: boolean;
  onNew: () => void;
  onEdit: () => void;
}

export function ListPane({ view, open, sort, list, saved, title, column, onNew, onEdit }: Props) {
  const { t } = useTranslation();
  const choosing = useSelection((state) => state.ids.size > 0);
  const empty = isSaved(view) ? 'saved' : view;
  return (
    <>
      <Head
        view={view}
        title={title}
        column={column}
        beside={open !== undefined}
        onNew={onNew}
        sort={sort}
        saved={saved}
        onEdit={onEdit}
      />
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
        <EmptyState icon={<IconCoffee size={26} stroke={1.6} aria-hidden />} title={t(`empty.${empty}`)}>
          {t(`empty.${empty}Hint`)}
        </EmptyState>
      )}
      {list.rows.length > 0 && <Rows view={view} open={open} list={list} title={title} />}
      {choosing && (
        <Suspense fallback={null}>
          <BulkBar rows={list.rows} />
        </Suspense>
      )}
    </>
  );
}

/** The panes: lists · list · conversation · customer. The address says which list and which conversation. */
import { useMediaQuery } from '@mantine/hooks';
import { IconMessages } from '@tabler/icons-react';
import { useNavigate, useParams } from '@tanstack/react-router';
import { lazy, Suspense, useCallback, useLayoutEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, told } from '@/api/client';
import { queries } from '@/api/queries';
import type { ListName, SavedView } from '@/api/types';
import { Key } from '@/ui/Bits';
import { keysOf, useCommands } from '@/ui/commands';
import { useTitle } from '@/ui/Page';
import { usePreference, useRoom } from '@/ui/prefs';
import { sayProblem } from '@/ui/problem';
import { shown } from '@/ui/shortcuts';
import { ResizablePane } from '@/ui/Splitter';
import { EmptyState } from '@/ui/States';
import { toast } from '@/ui/toast';
import { undoable } from '@/ui/undo';
import { ConversationPane } from './ConversationPane';
import styles from './Inbox.module.css';
import { ListPane } from './ListPane';
import { useListed, usePins, useReadAhead, type Listed } from './listed';
import { stepMany } from './bulk/step';
import own from './Lists.module.css';
import { useSavedViews } from './savedViews';
import { selection, useSelection } from './selection';
import { isSaved, isView, type Sort } from './views';
import { ViewLinks } from './ViewLinks';

const SaveView = lazy(async () => ({ default: (await import('./saving/SaveView')).SaveView }));

function useStep(list: Listed, open: string | undefined, go: (id: string) => void) {
  return useCallback(
    (by: 1 | -1) => {
      const at = list.rows.findIndex((row) => row.id === open);
      const next = at < 0 ? list.rows[0] : list.rows[at + by];
      if (next) go(next.id);
    },
    [list.rows, open, go],
  );
}

async function pin(id: string, on: boolean): Promise<void> {
  const params = { path: { conversation_id: id } };
  await told(api.POST('/api/v1/conversations/{conversation_id}/pin', { params, body: { on } }));
  await queries.invalidateQueries({ queryKey: ['pins'] });
}

/** Keys of the list; what is done to the open conversation belongs to its pane. */
function useListCommands(list: Listed, open: string | undefined, step: (by: 1 | -1) => void) {
  const { t } = useTranslation('lists');
  const pins = usePins();
  const here = open ?? list.rows[0]?.id;
  const turn = (id: string, on: boolean) => {
    pin(id, on).then(
      () => undoable(t(on ? 'list.pinDone' : 'list.pinGone'), () => pin(id, !on)),
      (error: unknown) => toast.failed(sayProblem(error)),
    );
  };
  useCommands([
    { id: 'list.next', title: t('list.next'), group: 'list', run: () => step(1) },
    { id: 'list.previous', title: t('list.previous'), group: 'list', run: () => step(-1) },
    { id: 'list.select', title: t('list.select'), group: 'list', run: () => here && selection.toggle(here) },
    { id: 'list.selectAll', title: t('list.selectAll'), group: 'list', run: () => selection.all(list.rows) },
    ...(open
      ? [
          {
            id: 'list.pin',
            title: t('list.pin'),
            group: 'conversation' as const,
            run: () => turn(open, !pins.has(open)),
          },
          {
            id: 'conversation.unread',
            title: t('list.unread'),
            group: 'conversation' as const,
            run: () => void stepMany([open], { do: 'unread' }, t('list.unreadDone')),
          },
        ]
      : []),
  ]);
}

/** Every saved view by its name, a new one, and altering the one that is open. */
function useViewCommands(
  views: readonly SavedView[],
  saved: SavedView | undefined,
  onSave: (how: 'new' | 'edit') => void,
): void {
  const navigate = useNavigate();
  const lists = useTranslation('lists').t;
  useCommands([
    { id: 'create.view', title: lists('views.new'), group: 'create', run: () => onSave('new') },
    ...(saved?.may_change
      ? [
          {
            id: 'list.edit',
            title: lists('views.edit'),
            group: 'list' as const,
            run: () => onSave('edit'),
          },
        ]
      : []),
    ...views.map((each) => ({
      id: `go.list.${each.id}`,
      title: each.name,
      group: 'go' as const,
      run: () => void navigate({ to: `/inbox/${each.id}` as string }),
    })),
  ]);
}

/** What the list is called, here and in the browser's tab. */
function useName(view: ListName, saved: SavedView | undefined): string {
  const { t } = useTranslation();
  const name = saved?.name ?? (isSaved(view) ? '' : t(`view.${view}`));
  useTitle(name || t('rail.inbox'));
  return name;
}

export function InboxPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const params = useParams({ strict: false }) as { view?: string; conversation?: string };
  const view: ListName = params.view && isView(params.view) ? params.view : 'mine';
  const open = params.conversation;
  const sort = usePreference('list.sort') as Sort;
  const views = useSavedViews();
  const saved = views.find((each) => each.id === view);
  const [saving, setSaving] = useState<'new' | 'edit' | null>(null);
  const list = useListed(view, sort, isSaved(view));
  const narrow = useMediaQuery('(max-width: 767px)', false, { getInitialValueInEffect: false });
  const column = useMediaQuery(useRoom(1240), true, { getInitialValueInEffect: false });
  const go = useCallback(
    (id: string) => void navigate({ to: `/inbox/${view}/${id}` as string }),
    [navigate, view],
  );
  const step = useStep(list, open, go);
  useListCommands(list, open, step);
  useViewCommands(views, saved, setSaving);
  useReadAhead(
    sort,
    views.map((each) => each.id),
  );
  useLayoutEffect(() => selection.begin(view), [view]);
  const title = useName(view, saved);
  return (
    <>
      {column && (
        <div className={own['column']}>
          <ViewLinks view={view} onNew={() => setSaving('new')} />
        </div>
      )}
      {(!narrow || !open) && (
        <ResizablePane
          name="list"
          label={t('pane.list')}
          initial={322}
          min={260}
          max={560}
          edge="right"
          className={styles['list']}
        >
          <ListPane
            view={view}
            open={open}
            sort={sort}
            list={list}
            saved={saved}
            title={title}
            column={column}
            onNew={() => setSaving('new')}
            onEdit={() => setSaving('edit')}
          />
        </ResizablePane>
      )}
      {open && <ConversationPane key={open} id={open} view={view} narrow={narrow} />}
      {!open && !narrow && <Nothing />}
      {saving && (
        <Suspense fallback={null}>
          <SaveView saved={saving === 'edit' ? saved : undefined} onClose={() => setSaving(null)} />
        </Suspense>
      )}
    </>
  );
}

function Nothing() {
  const { t } = useTranslation();
  const chosen = useSelection((state) => state.ids.size);
  const lists = useTranslation('lists').t;
  const keys = [...shown(keysOf('list.next')), ...shown(keysOf('list.previous'))];
  return (
    <EmptyState
      icon={<IconMessages size={26} stroke={1.6} aria-hidden />}
      title={chosen > 0 ? lists('bulk.count', { count: chosen }) : t('empty.pick')}
    >
      {t('empty.pickHint')}{' '}
      {keys.map((each) => (
        <Key key={each}>{each}</Key>
      ))}
    </EmptyState>
  );
}

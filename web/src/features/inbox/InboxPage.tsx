/** The three panes: list · conversation · customer. The address says which list and which conversation. */
import { useMediaQuery } from '@mantine/hooks';
import { IconMessages } from '@tabler/icons-react';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { Key } from '@/ui/Bits';
import { useKeys } from '@/ui/keys';
import { useTitle } from '@/ui/Page';
import { usePrefs } from '@/ui/prefs';
import { ResizablePane } from '@/ui/Splitter';
import { EmptyState } from '@/ui/States';
import { ConversationPane } from './ConversationPane';
import styles from './Inbox.module.css';
import { ListPane } from './ListPane';
import { useListed, type Listed } from './listed';
import { isView } from './views';

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

export function InboxPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const params = useParams({ strict: false }) as { view?: string; conversation?: string };
  const view = params.view && isView(params.view) ? params.view : 'mine';
  const open = params.conversation;
  const { sort, setSort } = usePrefs();
  const list = useListed(view, sort);
  const narrow = useMediaQuery('(max-width: 767px)', false, { getInitialValueInEffect: false });
  const go = useCallback(
    (id: string) => void navigate({ to: `/inbox/${view}/${id}` as string }),
    [navigate, view],
  );
  const step = useStep(list, open, go);
  useKeys({ j: () => step(1), k: () => step(-1) });
  useTitle(t(`view.${view}`));
  return (
    <>
      {(!narrow || !open) && (
        <ResizablePane
          name="list"
          label={t('pane.list')}
          initial={348}
          min={260}
          max={560}
          edge="right"
          className={styles['list']}
        >
          <ListPane view={view} open={open} sort={sort} onSort={setSort} list={list} />
        </ResizablePane>
      )}
      {open && <ConversationPane key={open} id={open} view={view} narrow={narrow} />}
      {!open && !narrow && (
        <EmptyState icon={<IconMessages size={26} stroke={1.6} aria-hidden />} title={t('empty.pick')}>
          {t('empty.pickHint')} <Key>J</Key> <Key>K</Key>
        </EmptyState>
      )}
    </>
  );
}

/** One flow: its picture or outline in the middle, what it is made of on the left, what is selected on the right. */
import { Button, SegmentedControl } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconArrowLeft, IconBinaryTree, IconSitemap } from '@tabler/icons-react';
import { Link, useParams } from '@tanstack/react-router';
import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { namedIn, useDocument, type DocumentShown, type VersionShown } from '@/api/documents';
import { Keeper, useKept } from '@/api/keeper';
import { asProblem } from '@/api/problem';
import { useSession } from '@/api/session';
import { Chip, Strip } from '@/ui/Bits';
import { useTitle } from '@/ui/Page';
import { sayProblem } from '@/ui/problem';
import { EmptyState, ErrorState, ListSkeleton } from '@/ui/States';
import { Canvas } from './canvas/Canvas';
import styles from './Designer.module.css';
import { flowOf } from './model/flow';
import { createDesigner } from './model/store';
import { Actions, UndoButtons } from './panels/Actions';
import { AddDialog } from './panels/AddDialog';
import { Palette } from './panels/Palette';
import { Panels } from './panels/Panels';
import { Tree } from './tree/Tree';
import { DesignerContext, useDesigner, useStore } from './useDesigner';
import { useFollowing, useKeys } from './useFollowing';

type View = 'canvas' | 'tree';
const NARROW = '(max-width: 900px)';

function Saved({ keeper, shown }: { keeper: Keeper; shown: DocumentShown }) {
  const { t } = useTranslation(['flows', 'desk']);
  const kept = useKept(keeper);
  if (kept.keeping === 'failed') {
    return (
      <span className={styles['saved']} data-tone="bad" role="status">
        {sayProblem(kept.error)}{' '}
        <Button variant="subtle" size="compact-xs" onClick={() => void keeper.flush()}>
          {t('desk:common.retry')}
        </Button>
      </span>
    );
  }
  const word = kept.keeping !== 'kept' ? t('draft.saving') : shown.draft ? t('draft.saved') : t('draft.same');
  return (
    <span className={styles['saved']} role="status">
      {word}
    </span>
  );
}

function Conflict({ keeper }: { keeper: Keeper }) {
  const { t } = useTranslation('flows');
  const kept = useKept(keeper);
  if (kept.keeping !== 'conflict') return null;
  return (
    <Strip tone="warn">
      <span>{t('draft.conflict')}</span>
      <Button variant="default" size="compact-xs" onClick={() => void keeper.settle('theirs')}>
        {t('draft.theirs')}
      </Button>
      <Button variant="default" size="compact-xs" onClick={() => void keeper.settle('mine')}>
        {t('draft.mine')}
      </Button>
    </Strip>
  );
}

function useName(slug: string): string {
  const { i18n } = useTranslation();
  const name = useDesigner((state) => state.flow.name);
  const spanish = useDesigner((state) => state.flow.name_es);
  return namedIn(i18n.language, { name: name || slug, name_es: spanish ?? '' });
}

interface FrameProps {
  keeper: Keeper;
  shown: DocumentShown;
  mayPublish: boolean;
  /** The old version that is looked at. */
  old: VersionShown | null;
  onLook: (version: VersionShown | null) => void;
}

function Looking({ old, onLook }: Pick<FrameProps, 'old' | 'onLook'>) {
  const { t } = useTranslation('flows');
  if (!old) return null;
  return (
    <Strip tone="info">
      <span>{t('versions.looking', { version: old.version })}</span>
      <Button variant="default" size="compact-xs" onClick={() => onLook(null)}>
        {t('versions.lookEnd')}
      </Button>
    </Strip>
  );
}

function Standing({ shown }: { shown: DocumentShown }) {
  const { t } = useTranslation('flows');
  return (
    <span className={styles['standing']}>
      {shown.retired && <Chip tone="bad">{t('status.retired')}</Chip>}
      {shown.version > 0 && !shown.retired && (
        <Chip tone="ok">{t('status.inForce', { version: shown.version })}</Chip>
      )}
      {shown.version === 0 && <Chip tone="warn">{t('status.never')}</Chip>}
      {shown.draft && <Chip tone="note">{t('status.draft')}</Chip>}
    </span>
  );
}

const VIEWS = [
  ['canvas', IconSitemap],
  ['tree', IconBinaryTree],
] as const;

function ViewChoice({ view, onChange }: { view: View; onChange: (view: View) => void }) {
  const { t } = useTranslation('flows');
  return (
    <SegmentedControl
      size="xs"
      aria-label={t('view.label')}
      value={view}
      onChange={(next) => onChange(next as View)}
      data={VIEWS.map(([value, Icon]) => ({
        value,
        label: (
          <span className={styles['viewWord']}>
            <Icon size={15} aria-hidden /> {t(`view.${value}`)}
          </span>
        ),
      }))}
    />
  );
}

/** A flow without a step: the first one is chosen here as well as from the palette, which small screens lack. */
function Nothing() {
  const { t } = useTranslation('flows');
  const readOnly = useDesigner((state) => state.readOnly);
  const [adding, setAdding] = useState(false);
  const action = !readOnly && <Button onClick={() => setAdding(true)}>{t('palette.title')}</Button>;
  return (
    <>
      <EmptyState title={t('empty.title')} action={action}>
        {t('empty.hint')}
      </EmptyState>
      {adding && <AddDialog after={null} onClose={() => setAdding(false)} />}
    </>
  );
}

function Frame({ keeper, shown, mayPublish, old, onLook }: FrameProps) {
  const { t } = useTranslation('flows');
  const store = useStore();
  const name = useName(keeper.slug);
  const narrow = useMediaQuery(NARROW) ?? false;
  const [wanted, setWanted] = useState<View | null>(null);
  const view: View = wanted ?? (narrow ? 'tree' : 'canvas');
  const empty = useDesigner((state) => Object.keys(state.flow.nodes).length === 0);
  const readOnly = useDesigner((state) => state.readOnly);
  useTitle(name);
  useFollowing(keeper.slug, old?.version ?? shown.version);
  useKeys(store);
  return (
    <div className={styles['page']}>
      <header className={styles['head']}>
        <Link to={'/flows' as string} className={styles['backLink']} aria-label={t('backToList')}>
          <IconArrowLeft size={17} aria-hidden />
        </Link>
        <h1>{name}</h1>
        <Standing shown={shown} />
        {!old && <Saved keeper={keeper} shown={shown} />}
        <div className={styles['headTools']}>
          <ViewChoice view={view} onChange={setWanted} />
          {!readOnly && <UndoButtons />}
          <Actions keeper={keeper} shown={shown} name={name} mayPublish={mayPublish && !old} />
        </div>
      </header>
      <Conflict keeper={keeper} />
      <Looking old={old} onLook={onLook} />
      <div className={styles['body']}>
        {!readOnly && !narrow && <Palette />}
        <div className={styles['middle']}>
          {empty ? <Nothing /> : view === 'canvas' ? <Canvas /> : <Tree />}
        </div>
        <Panels keeper={keeper} shown={shown} mayPublish={mayPublish} onLook={onLook} />
      </div>
    </div>
  );
}

const MAY_EDIT = ['config.edit', 'flow.publish'];
const MAY_PUBLISH = ['config.publish', 'flow.publish'];

function useMayAny(needs: readonly string[]): boolean {
  return useSession((session) => needs.some((need) => Boolean(session.me?.permissions[need])));
}

function Editor({ first, shown }: { first: DocumentShown; shown: DocumentShown }) {
  const { i18n } = useTranslation();
  const mayEdit = useMayAny(MAY_EDIT);
  const mayPublish = useMayAny(MAY_PUBLISH);
  const [keeper] = useState(() => new Keeper(first));
  const [store] = useState(() => createDesigner(keeper, i18n.language, !mayEdit));
  const [old, setOld] = useState<VersionShown | null>(null);
  const kept = useKept(keeper);
  useEffect(() => keeper.take(shown), [keeper, shown]);
  useEffect(() => () => void keeper.flush(), [keeper]);
  // What the server holds instead: after a conflict, a roll-back, or somebody else's change while nothing waits here.
  useEffect(() => {
    if (!old && kept.body !== store.getState().flow) store.getState().load(flowOf(kept.body));
  }, [kept.body, store, old]);
  const look = useCallback(
    (version: VersionShown | null) => {
      store.getState().load(flowOf(version ? version.body : keeper.get().body));
      store.setState({
        readOnly: version !== null || !mayEdit,
        past: [],
        future: [],
        findings: [],
        selected: [],
      });
      setOld(version);
    },
    [store, keeper, mayEdit],
  );
  return (
    <DesignerContext.Provider value={store}>
      <Frame keeper={keeper} shown={shown} mayPublish={mayPublish} old={old} onLook={look} />
    </DesignerContext.Provider>
  );
}

function Loaded({ slug }: { slug: string }) {
  const { t } = useTranslation('flows');
  const query = useDocument('flow', slug);
  if (query.isPending) return <ListSkeleton />;
  if (!query.data) {
    const gone = asProblem(query.error).status === 404;
    return (
      <ErrorState
        title={t(gone ? 'gone' : 'failed')}
        detail={sayProblem(query.error)}
        onRetry={() => void query.refetch()}
      />
    );
  }
  return <Editor first={query.data} shown={query.data} />;
}

export function DesignerPage() {
  const { slug = '' } = useParams({ strict: false }) as { slug?: string };
  return <Loaded key={slug} slug={slug} />;
}

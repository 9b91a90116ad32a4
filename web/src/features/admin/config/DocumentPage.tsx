/** One document: its form, saved as a draft by itself, put into force when you say so; and all it ever was. */
import { Button, Menu } from '@mantine/core';
import {
  IconArrowLeft,
  IconDots,
  IconHelpCircle,
  IconHistory,
  IconRestore,
  IconTrash,
  IconUpload,
} from '@tabler/icons-react';
import { Link, useParams } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { asProblem } from '@/api/problem';
import { useMay } from '@/api/session';
import { Chip, Strip } from '@/ui/Bits';
import { useTitle } from '@/ui/Page';
import { sayProblem } from '@/ui/problem';
import { EmptyState, ErrorState, ListSkeleton } from '@/ui/States';
import { toast } from '@/ui/toast';
import styles from '../Admin.module.css';
import { DocumentForm } from '../forms/DocumentForm';
import { isKind, type Kind } from '../sections';
import { Changes } from './Changes';
import { Confirm } from './Dialogs';
import { Keeper, useKept, type Kept } from '@/api/keeper';
import {
  discardDraft,
  namedIn,
  publish,
  readDocument,
  retire,
  useDocument,
  useSchemas,
} from '@/api/documents';
import type { DocumentShown } from '@/api/documents';
import { specsOf, titleOf } from './schema';
import { Versions } from './Versions';

const EndpointPanel = lazy(async () => ({
  default: (await import('../pages/EndpointPanel')).EndpointPanel,
}));
const Deliveries = lazy(async () => ({ default: (await import('../pages/Deliveries')).Deliveries }));
const SignsPanel = lazy(async () => ({ default: (await import('../pages/SignsPanel')).SignsPanel }));

function Saved({ kept, keeper, shown }: { kept: Kept; keeper: Keeper; shown: DocumentShown }) {
  const { t } = useTranslation(['admin', 'desk']);
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

function Standing({ shown }: { shown: DocumentShown }) {
  const { t } = useTranslation('admin');
  return (
    <>
      {shown.retired && <Chip tone="bad">{t('status.retired')}</Chip>}
      {shown.version > 0 && !shown.retired && (
        <Chip tone="ok">{t('status.published', { version: shown.version })}</Chip>
      )}
      {shown.version === 0 && <Chip tone="warn">{t('status.never')}</Chip>}
      {shown.draft && <Chip tone="note">{t('status.draft')}</Chip>}
    </>
  );
}

function Conflict({ keeper }: { keeper: Keeper }) {
  const { t } = useTranslation('admin');
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

function Problems({ kept, schema }: { kept: Kept; schema: object | undefined }) {
  const { t } = useTranslation('admin');
  const found = Object.entries(kept.problems);
  if (found.length === 0) return null;
  return (
    <div className={styles['problems']} role="alert">
      <b>{t('draft.problems', { count: found.length })}</b>
      <ul>
        {found.map(([path, detail]) => (
          <li key={path}>
            {titleOf(schema, path)}: {detail}
          </li>
        ))}
      </ul>
    </div>
  );
}

type Asking = 'publish' | 'discard' | 'retire' | null;

interface ActionsProps {
  shown: DocumentShown;
  onAsk: (asking: Asking) => void;
}

/** A queue in force: who would get something now. */
function WhoGets({ shown }: { shown: DocumentShown }) {
  const { t } = useTranslation('admin');
  const asks = useMay('queue.supervise') && shown.kind === 'queue' && shown.version > 0 && !shown.retired;
  if (!asks) return null;
  return (
    <Button
      component={Link}
      to={'/board/who' as string}
      search={{ queue: shown.slug } as never}
      variant="default"
      leftSection={<IconHelpCircle size={15} />}
    >
      {t('draft.whoGets')}
    </Button>
  );
}

function Actions({ shown, onAsk }: ActionsProps) {
  const { t } = useTranslation('admin');
  const mayEdit = useMay('config.edit');
  const mayPublish = useMay('config.publish');
  const audits = useMay('audit.read');
  const discards = mayEdit && shown.draft !== null;
  const retires = mayPublish && shown.version > 0 && !shown.retired;
  return (
    <div className={styles['actions']}>
      <WhoGets shown={shown} />
      {mayPublish && (
        <Button
          leftSection={<IconUpload size={15} />}
          disabled={!shown.draft}
          onClick={() => onAsk('publish')}
        >
          {t('draft.publish')}
        </Button>
      )}
      {(discards || retires || audits) && (
        <Menu>
          <Menu.Target>
            <Button variant="default" aria-label={t('draft.more')} px={8}>
              <IconDots size={16} aria-hidden />
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {audits && (
              <Menu.Item
                component={Link}
                to={'/admin/audit' as string}
                search={{ subject: `${shown.kind}:${shown.slug}` } as never}
                leftSection={<IconHistory size={15} />}
              >
                {t('user.history')}
              </Menu.Item>
            )}
            {discards && (
              <Menu.Item leftSection={<IconRestore size={15} />} onClick={() => onAsk('discard')}>
                {t('draft.discard')}
              </Menu.Item>
            )}
            {retires && (
              <Menu.Item leftSection={<IconTrash size={15} />} color="red" onClick={() => onAsk('retire')}>
                {t('draft.retire')}
              </Menu.Item>
            )}
          </Menu.Dropdown>
        </Menu>
      )}
    </div>
  );
}

interface AskProps {
  asking: Exclude<Asking, null>;
  keeper: Keeper;
  shown: DocumentShown;
  name: string;
  onClose: () => void;
}

async function putInForce(keeper: Keeper, said: string): Promise<void> {
  try {
    await keeper.replaceWith(await publish(keeper.kind, keeper.slug, keeper.etag));
    toast.done(said);
  } catch (error) {
    const { errors } = asProblem(error);
    if (errors.length === 0) throw error;
    keeper.refuse(Object.fromEntries(errors.map((one) => [one.field, one.detail ?? one.code])));
  }
}

function Ask({ asking, keeper, shown, name, onClose }: AskProps) {
  const { t } = useTranslation('admin');
  const kind = keeper.kind as Kind;
  const { slug } = keeper;
  const [from] = useState(shown.version);
  if (asking === 'publish') {
    return (
      <Confirm
        title={t('draft.publishTitle', { name })}
        go={t('draft.publishGo')}
        size="lg"
        onClose={onClose}
        act={() => putInForce(keeper, t('draft.published', { name }))}
      >
        <p>{t('draft.publishHint')}</p>
        <Changes kind={kind} slug={slug} from={from} to="draft" />
      </Confirm>
    );
  }
  if (asking === 'discard') {
    return (
      <Confirm
        title={t('draft.discardTitle')}
        go={t('draft.discard')}
        danger
        onClose={onClose}
        act={async () => {
          await discardDraft(kind, slug, keeper.etag);
          if (shown.version === 0) {
            window.history.back();
            return;
          }
          await keeper.replaceWith(await readDocument(kind, slug));
          toast.done(t('draft.discarded'));
        }}
      >
        <p>{shown.version === 0 ? t('draft.discardNew') : t('draft.discardHint')}</p>
      </Confirm>
    );
  }
  return (
    <Confirm
      title={t('draft.retireTitle', { name })}
      go={t('draft.retire')}
      danger
      onClose={onClose}
      act={async () => {
        await keeper.replaceWith(await retire(kind, slug, keeper.etag));
        toast.done(t('draft.retired', { name }));
      }}
    >
      <p>{t('draft.retireHint')}</p>
    </Confirm>
  );
}

/** How the thing itself is doing, over its form. */
function Above({ shown }: { shown: DocumentShown }) {
  if (shown.kind === 'endpoint') return <EndpointPanel slug={shown.slug} />;
  if (shown.kind === 'queue' && !shown.retired) return <SignsPanel kind="queue" slug={shown.slug} />;
  return null;
}

function Editor({ first, shown }: { first: DocumentShown; shown: DocumentShown }) {
  const { t, i18n } = useTranslation('admin');
  const [keeper] = useState(() => new Keeper(first));
  const kept = useKept(keeper);
  const [asking, setAsking] = useState<Asking>(null);
  const schemas = useSchemas();
  const kind = keeper.kind as Kind;
  const mayEdit = useMay('config.edit');
  useEffect(() => keeper.take(shown), [keeper, shown]);
  useEffect(() => () => void keeper.flush(), [keeper]);
  const schema = schemas.data?.[kind];
  const [own, spanish] = [kept.body['name'], kept.body['name_es']];
  const name = namedIn(i18n.language, {
    name: typeof own === 'string' && own ? own : shown.slug,
    name_es: typeof spanish === 'string' ? spanish : '',
  });
  useTitle(name);
  const ask = async (wanted: Asking) => {
    await keeper.flush();
    setAsking(wanted);
  };
  return (
    <div className={styles['document']}>
      <header className={styles['head']}>
        <Link
          to={`/admin/${kind}` as string}
          className={styles['back']}
          aria-label={t('backTo', { section: t(`section.${kind}`) })}
        >
          <IconArrowLeft size={17} aria-hidden />
        </Link>
        <h1>{name}</h1>
        <Standing shown={shown} />
        <Saved kept={kept} keeper={keeper} shown={shown} />
        <Actions shown={shown} onAsk={(wanted) => void ask(wanted)} />
      </header>
      {kept.keeping === 'conflict' && <Conflict keeper={keeper} />}
      <div className={styles['sheet']}>
        <div className={styles['fields']}>
          <Problems kept={kept} schema={schema} />
          <Suspense fallback={null}>{shown.version > 0 && <Above shown={shown} />}</Suspense>
          {schema && (
            <DocumentForm
              kind={kind}
              slug={shown.slug}
              body={kept.body}
              set={(field, value) => keeper.change({ ...keeper.get().body, [field]: value })}
              specs={specsOf(schema)}
              problems={kept.problems}
              readOnly={!mayEdit || kept.keeping === 'conflict'}
            />
          )}
          <Suspense fallback={null}>
            {kind === 'webhook' && shown.version > 0 && <Deliveries slug={shown.slug} />}
          </Suspense>
        </div>
        <Versions keeper={keeper} kind={kind} slug={shown.slug} current={shown.version} />
      </div>
      {asking && (
        <Ask asking={asking} keeper={keeper} shown={shown} name={name} onClose={() => setAsking(null)} />
      )}
    </div>
  );
}

function Loaded({ kind, slug }: { kind: Kind; slug: string }) {
  const { t } = useTranslation('admin');
  const query = useDocument(kind, slug);
  if (query.isPending) return <ListSkeleton />;
  if (!query.data) {
    return (
      <ErrorState title={t('failed')} detail={sayProblem(query.error)} onRetry={() => void query.refetch()} />
    );
  }
  return <Editor first={query.data} shown={query.data} />;
}

export function DocumentPage() {
  const { t } = useTranslation('admin');
  const { kind = '', slug = '' } = useParams({ strict: false }) as { kind?: string; slug?: string };
  if (!isKind(kind)) return <EmptyState title={t('noSection')} />;
  return <Loaded key={`${kind}/${slug}`} kind={kind} slug={slug} />;
}

/** One article: written in both languages, saved by itself, looked at by a colleague, published with its history. */
import { Button, Menu, SegmentedControl } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import {
  IconArrowLeft,
  IconDots,
  IconExternalLink,
  IconRestore,
  IconTrash,
  IconUpload,
} from '@tabler/icons-react';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Body } from '@/api/documents';
import { Keeper, useKept, type Shelf } from '@/api/keeper';
import { asProblem } from '@/api/problem';
import { useMay } from '@/api/session';
import { Strip } from '@/ui/Bits';
import { currentLanguage } from '@/ui/i18n';
import { useTitle } from '@/ui/Page';
import { sayProblem } from '@/ui/problem';
import { ErrorState, ListSkeleton } from '@/ui/States';
import { toast } from '@/ui/toast';
import { titleOf } from './ArticlesPage';
import { LinkedCard, ReviewCard, VersionsCard, VotesCard } from './Beside';
import styles from './Knowledge.module.css';
import {
  asDocument,
  discardArticle,
  knowledgeChanged,
  publishArticle,
  readArticle,
  retireArticle,
  saveArticle,
  useArticle,
  useArticles,
  type ArticleShown,
} from './questions';
import { SettingsCard } from './SettingsCard';
import { Standings } from './States';
import { Writing, type Texts } from './Writing';

const SHELF: Shelf = {
  save: async (_kind, slug, body, etag) => asDocument(await saveArticle(slug, body, etag)),
  read: async (_kind, slug) => asDocument(await readArticle(slug)),
};

const said = (body: Body, field: string): string => {
  const value = body[field];
  return typeof value === 'string' ? value : '';
};

const textsIn = (body: Body, language: 'es' | 'en'): Texts => ({
  title: said(body, `title_${language}`),
  summary: said(body, `summary_${language}`),
  body: said(body, `body_${language}`),
});

/** The change as fields of the document; colleagues call the article by its title. */
function written(body: Body, language: 'es' | 'en', change: Partial<Texts>): Body {
  const next = { ...body };
  for (const [field, value] of Object.entries(change)) next[`${field}_${language}`] = value;
  const name = said(next, 'title_es') || said(next, 'title_en');
  return name ? { ...next, name: name.slice(0, 120) } : next;
}

interface HeadProps {
  shown: ArticleShown;
  keeper: Keeper;
  onPublish: () => void;
  onDone: () => Promise<void>;
}

function Saved({ keeper, shown }: { keeper: Keeper; shown: ArticleShown }) {
  const { t } = useTranslation('knowledge');
  const { keeping, error } = useKept(keeper);
  const word =
    keeping === 'failed'
      ? sayProblem(error)
      : keeping !== 'kept'
        ? t('edit.saving')
        : shown.draft
          ? t('edit.saved')
          : t('edit.same');
  return (
    <span className={styles['quiet']} role="status">
      {word}
    </span>
  );
}

function More({ shown, keeper, onDone }: Omit<HeadProps, 'onPublish'>) {
  const { t } = useTranslation('knowledge');
  const navigate = useNavigate();
  const retires = shown.may_publish && shown.version > 0 && !shown.retired;
  const run = async (act: () => Promise<unknown>, word: string) => {
    try {
      await keeper.flush();
      await act();
      toast.done(word);
      await onDone();
    } catch (error) {
      toast.failed(sayProblem(error));
    }
  };
  const discard = async () => {
    await discardArticle(shown.slug, keeper.etag);
    if (shown.version === 0) await navigate({ to: '/knowledge' as string });
  };
  if (!shown.draft && !retires) return null;
  return (
    <Menu>
      <Menu.Target>
        <Button variant="default" aria-label={t('edit.more')} px={8}>
          <IconDots size={16} aria-hidden />
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {shown.draft && (
          <Menu.Item
            leftSection={<IconRestore size={15} aria-hidden />}
            onClick={() => void run(discard, t('edit.discarded'))}
          >
            {t('edit.discard')}
          </Menu.Item>
        )}
        {retires && (
          <Menu.Item
            color="red"
            leftSection={<IconTrash size={15} aria-hidden />}
            onClick={() => void run(() => retireArticle(shown.slug, keeper.etag), t('edit.retired'))}
          >
            {t('edit.retire')}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}

function Head({ shown, keeper, onPublish, onDone }: HeadProps) {
  const { t } = useTranslation('knowledge');
  const { body } = useKept(keeper);
  const line = useArticles().data?.items.find((one) => one.slug === shown.slug);
  const name = titleOf({
    title_es: said(body, 'title_es'),
    title_en: said(body, 'title_en'),
    name: said(body, 'name') || shown.slug,
  });
  useTitle(name);
  return (
    <header className={styles['head']}>
      <Link to={'/knowledge' as string} className={styles['back']} aria-label={t('edit.back')}>
        <IconArrowLeft size={17} aria-hidden />
      </Link>
      <h1>{name}</h1>
      {line && <Standings line={line} />}
      <Saved keeper={keeper} shown={shown} />
      <div className={styles['actions']}>
        {line?.url && (
          <Button
            component="a"
            href={new URL(line.url).pathname}
            target="_blank"
            rel="noopener"
            variant="default"
            leftSection={<IconExternalLink size={15} aria-hidden />}
          >
            {t('edit.open')}
          </Button>
        )}
        {shown.may_publish && (
          <Button
            leftSection={<IconUpload size={15} aria-hidden />}
            disabled={!shown.draft}
            onClick={onPublish}
          >
            {t('edit.publish')}
          </Button>
        )}
        <More shown={shown} keeper={keeper} onDone={onDone} />
      </div>
    </header>
  );
}

function Problems({ problems }: { problems: Readonly<Record<string, string>> }) {
  const { t } = useTranslation('knowledge');
  const found = Object.entries(problems);
  if (found.length === 0) return null;
  return (
    <div className={styles['problems']} role="alert">
      <b>{t('edit.problems')}</b>
      <ul>
        {found.map(([field, detail]) => (
          <li key={field}>{detail}</li>
        ))}
      </ul>
    </div>
  );
}

function Both({ keeper, readOnly }: { keeper: Keeper; readOnly: boolean }) {
  const { t } = useTranslation('knowledge');
  const { body, problems } = useKept(keeper);
  const wide = useMediaQuery('(min-width: 1500px)', false, { getInitialValueInEffect: false });
  const [view, setView] = useState<'es' | 'en' | 'both'>(currentLanguage());
  const shown: readonly ('es' | 'en')[] =
    view === 'both' && wide ? ['es', 'en'] : [view === 'en' ? 'en' : 'es'];
  return (
    <div>
      <SegmentedControl
        aria-label={t('create.language')}
        data={[
          { value: 'es', label: t('edit.es') },
          { value: 'en', label: t('edit.en') },
          ...(wide ? [{ value: 'both', label: t('edit.both') }] : []),
        ]}
        value={view === 'both' && !wide ? 'es' : view}
        onChange={(value) => setView(value as 'es')}
      />
      <div className={styles['texts']} data-both={shown.length > 1 || undefined}>
        {shown.map((language) => (
          <Writing
            key={language}
            language={language}
            texts={textsIn(body, language)}
            problems={problems}
            readOnly={readOnly}
            onChange={(change) => keeper.change(written(keeper.get().body, language, change))}
          />
        ))}
      </div>
    </div>
  );
}

async function putInForce(keeper: Keeper, onShown: (shown: ArticleShown) => Promise<void>, word: string) {
  try {
    await keeper.flush();
    await onShown(await publishArticle(keeper.slug, keeper.etag));
    toast.done(word);
  } catch (error) {
    const { errors } = asProblem(error);
    if (errors.length === 0) toast.failed(sayProblem(error));
    keeper.refuse(Object.fromEntries(errors.map((one) => [one.field, one.detail ?? one.code])));
  }
}

function Editor({ shown }: { shown: ArticleShown }) {
  const { t } = useTranslation('knowledge');
  const mayEdit = useMay('knowledge.edit');
  const [keeper] = useState(() => new Keeper(asDocument(shown), SHELF));
  const { keeping, body, problems } = useKept(keeper);
  const readOnly = !mayEdit || keeping === 'conflict';
  useEffect(() => keeper.take(asDocument(shown)), [keeper, shown]);
  useEffect(() => () => void keeper.flush(), [keeper]);
  const onShown = async (next: ArticleShown) => {
    await keeper.replaceWith(asDocument(next));
    await knowledgeChanged();
  };
  const ready = async () => {
    await keeper.flush();
    return keeper.etag;
  };
  return (
    <div className={styles['document']}>
      <Head
        shown={shown}
        keeper={keeper}
        onPublish={() => void putInForce(keeper, onShown, t('edit.published'))}
        onDone={knowledgeChanged}
      />
      {keeping === 'conflict' && (
        <Strip tone="warn">
          <span>{t('edit.conflict')}</span>
          <Button variant="default" size="compact-xs" onClick={() => void keeper.settle('theirs')}>
            {t('edit.theirs')}
          </Button>
          <Button variant="default" size="compact-xs" onClick={() => void keeper.settle('mine')}>
            {t('edit.mine')}
          </Button>
        </Strip>
      )}
      <div className={styles['sheet']}>
        <div className={styles['main']}>
          <Problems problems={problems} />
          <Both keeper={keeper} readOnly={readOnly} />
        </div>
        <div className={styles['beside']}>
          <ReviewCard shown={shown} ready={ready} onShown={onShown} />
          <SettingsCard
            slug={shown.slug}
            body={body}
            problems={problems}
            readOnly={readOnly}
            set={(change) => keeper.change({ ...keeper.get().body, ...change })}
          />
          <LinkedCard shown={shown} />
          <VotesCard shown={shown} />
          <VersionsCard shown={shown} ready={ready} onShown={onShown} />
        </div>
      </div>
    </div>
  );
}

export function ArticlePage() {
  const { t } = useTranslation('knowledge');
  const { slug = '' } = useParams({ strict: false }) as { slug?: string };
  const query = useArticle(slug);
  if (query.isPending) return <ListSkeleton />;
  if (!query.data) {
    return (
      <ErrorState title={t('failed')} detail={sayProblem(query.error)} onRetry={() => void query.refetch()} />
    );
  }
  return <Editor key={slug} shown={query.data} />;
}

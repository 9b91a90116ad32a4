/** Every article: how it stands, whose it is, what is due, and whether readers find it helpful. */
import { Button, Select, Switch, TextInput } from '@mantine/core';
import { IconBook2, IconExternalLink, IconPlus, IconSearch } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { components } from '@/api/schema';
import { nameOf, useCatalog, useMay } from '@/api/session';
import { currentLanguage } from '@/ui/i18n';
import { Page } from '@/ui/Page';
import { sayProblem } from '@/ui/problem';
import { EmptyState, ErrorState, ListSkeleton } from '@/ui/States';
import { Table, type Column } from '@/ui/Table';
import { dayOnly } from '@/ui/time';
import styles from './Knowledge.module.css';
import { NewArticle } from './NewArticle';
import { useArticles, type ArticleLine, type CollectionLine } from './questions';
import { Standings } from './States';
import { Tabs } from './Tabs';

export const titleOf = (line: { title_es: string; title_en: string; name: string }): string =>
  (currentLanguage() === 'es' ? line.title_es || line.title_en : line.title_en || line.title_es) || line.name;

const folded = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

interface Filter {
  words: string;
  state: string;
  collection: string;
  attention: boolean;
}

const NOTHING: Filter = { words: '', state: '', collection: '', attention: false };

const asksForAttention = (line: ArticleLine): boolean =>
  line.due || line.expired || line.review === 'asked' || line.review === 'returned';

function fits(line: ArticleLine, filter: Filter): boolean {
  if (filter.state ? line.state !== filter.state : line.state === 'retired') return false;
  if (filter.collection && line.collection !== filter.collection) return false;
  if (filter.attention && !asksForAttention(line)) return false;
  return folded(`${line.title_es} ${line.title_en} ${line.name} ${line.owner_name}`).includes(
    folded(filter.words),
  );
}

interface FilterProps {
  filter: Filter;
  collections: readonly CollectionLine[];
  onChange: (filter: Filter) => void;
}

function FilterBar({ filter, collections, onChange }: FilterProps) {
  const { t, i18n } = useTranslation('knowledge');
  const set = (change: Partial<Filter>) => onChange({ ...filter, ...change });
  return (
    <div className={styles['filters']}>
      <TextInput
        aria-label={t('list.search')}
        placeholder={t('list.search')}
        leftSection={<IconSearch size={15} aria-hidden />}
        value={filter.words}
        onChange={(event) => set({ words: event.currentTarget.value })}
      />
      <Select
        aria-label={t('list.state')}
        data={[
          { value: '', label: t('list.anyState') },
          ...(['published', 'changed', 'draft', 'retired'] as const).map((value) => ({
            value,
            label: t(`state.${value}`),
          })),
        ]}
        value={filter.state}
        allowDeselect={false}
        onChange={(state) => set({ state: state ?? '' })}
      />
      <Select
        aria-label={t('list.collection')}
        data={[
          { value: '', label: t('list.anyCollection') },
          ...collections.map((one) => ({ value: one.slug, label: nameOf([one], one.slug, i18n.language) })),
        ]}
        value={filter.collection}
        allowDeselect={false}
        onChange={(collection) => set({ collection: collection ?? '' })}
      />
      <Switch
        label={t('list.attention')}
        checked={filter.attention}
        onChange={(event) => set({ attention: event.currentTarget.checked })}
      />
    </div>
  );
}

function Helpful({ line }: { line: ArticleLine }) {
  const { t } = useTranslation('knowledge');
  const count = line.helpful + line.unhelpful;
  if (count === 0) return <span aria-hidden>–</span>;
  return <span>{t('list.percent', { percent: Math.round((100 * line.helpful) / count), count })}</span>;
}

function useColumns(collections: readonly CollectionLine[]): Column<ArticleLine>[] {
  const { t, i18n } = useTranslation('knowledge');
  const share = (line: ArticleLine) => line.helpful / Math.max(1, line.helpful + line.unhelpful);
  return [
    {
      key: 'title',
      head: t('list.title'),
      order: titleOf,
      cell: (line) => (
        <Link to={`/knowledge/a/${line.slug}` as string} className={styles['open']}>
          {titleOf(line)}
        </Link>
      ),
    },
    {
      key: 'collection',
      head: t('list.collection'),
      order: (line) => line.collection,
      cell: (line) => (line.collection ? nameOf(collections, line.collection, i18n.language) : '–'),
    },
    {
      key: 'state',
      head: t('list.state'),
      order: (line) => line.state,
      cell: (line) => (
        <span className={styles['chips']}>
          <Standings line={line} />
        </span>
      ),
    },
    {
      key: 'owner',
      head: t('list.owner'),
      order: (line) => line.owner_name,
      cell: (line) => line.owner_name || t('list.nobody'),
    },
    {
      key: 'review',
      head: t('list.review'),
      figures: true,
      order: (line) => line.review_on || '9999',
      cell: (line) => (line.review_on ? dayOnly(line.review_on) : '–'),
    },
    {
      key: 'views',
      head: t('list.views'),
      figures: true,
      order: (line) => line.views,
      cell: (line) => line.views,
    },
    {
      key: 'helpful',
      head: t('list.helpful'),
      figures: true,
      order: share,
      cell: (line) => <Helpful line={line} />,
    },
    {
      key: 'used',
      head: t('list.used'),
      figures: true,
      order: (line) => line.used,
      cell: (line) => line.used,
    },
  ];
}

/** Ways to the help centres as customers see them. */
function Homes({ homes }: { homes: Readonly<Record<string, string>> }) {
  const { t } = useTranslation('knowledge');
  const { brands } = useCatalog();
  const several = Object.keys(homes).length > 1;
  const nameFor = (brand: string) => brands.find((one) => one.slug === brand)?.name ?? brand;
  return (
    <span className={styles['homes']}>
      {Object.entries(homes).map(([brand, url]) => (
        <a key={brand} href={new URL(url).pathname} target="_blank" rel="noopener">
          <IconExternalLink size={14} aria-hidden />
          {several ? nameFor(brand) : t('homes')}
        </a>
      ))}
    </span>
  );
}

interface ListedProps {
  articles: components['schemas']['Articles'];
  create: ReactNode;
}

function Listed({ articles, create }: ListedProps) {
  const { t } = useTranslation('knowledge');
  const [filter, setFilter] = useState(NOTHING);
  const columns = useColumns(articles.collections);
  const shown = articles.items.filter((line) => fits(line, filter));
  if (articles.items.length === 0) {
    return (
      <EmptyState
        icon={<IconBook2 size={26} stroke={1.6} aria-hidden />}
        title={t('list.none')}
        action={create}
      >
        {t('list.noneHint')}
      </EmptyState>
    );
  }
  return (
    <>
      <FilterBar filter={filter} collections={articles.collections} onChange={setFilter} />
      {shown.length === 0 && <p className={styles['quiet']}>{t('list.nothing')}</p>}
      {shown.length > 0 && (
        <div className={styles['tableFrame']}>
          <Table
            label={t('list.label')}
            columns={columns}
            rows={shown}
            id={(line) => line.slug}
            initial="title"
          />
        </div>
      )}
    </>
  );
}

export function ArticlesPage() {
  const { t } = useTranslation('knowledge');
  const query = useArticles();
  const mayEdit = useMay('knowledge.edit');
  const [making, setMaking] = useState(false);
  const create = mayEdit && (
    <Button leftSection={<IconPlus size={15} aria-hidden />} onClick={() => setMaking(true)}>
      {t('new')}
    </Button>
  );
  return (
    <Page title={t('title')} actions={create}>
      <Tabs at="articles">
        <Homes homes={query.data?.homes ?? {}} />
      </Tabs>
      {query.isPending && <ListSkeleton />}
      {query.isError && !query.data && (
        <ErrorState
          title={t('failed')}
          detail={sayProblem(query.error)}
          onRetry={() => void query.refetch()}
        />
      )}
      {query.data && <Listed articles={query.data} create={create} />}
      {making && <NewArticle collections={query.data?.collections ?? []} onClose={() => setMaking(false)} />}
    </Page>
  );
}

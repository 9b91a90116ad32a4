/** What an article is beside its texts: where it stands, whose it is, when it is looked at again. */
import { MultiSelect, Select, TagsInput, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Body } from '@/api/documents';
import { nameOf, useCatalog } from '@/api/session';
import { titleOf } from './ArticlesPage';
import styles from './Knowledge.module.css';
import { useArticles } from './questions';

interface Props {
  slug: string;
  body: Body;
  problems: Readonly<Record<string, string>>;
  readOnly: boolean;
  set: (change: Body) => void;
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const list = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);

function Where({ slug, body, problems, readOnly, set }: Props) {
  const { t, i18n } = useTranslation('knowledge');
  const { brands, agents } = useCatalog();
  const data = useArticles().data;
  const collections = data?.collections ?? [];
  const others = (data?.items ?? []).filter((line) => line.slug !== slug && line.state !== 'retired');
  return (
    <>
      <Select
        label={t('edit.collection')}
        data={[
          { value: '', label: t('edit.noCollection') },
          ...collections.map((one) => ({ value: one.slug, label: nameOf([one], one.slug, i18n.language) })),
        ]}
        value={text(body['collection'])}
        allowDeselect={false}
        readOnly={readOnly}
        error={problems['collection']}
        onChange={(value) => set({ collection: value ? value : null })}
      />
      {brands.length > 1 && (
        <MultiSelect
          label={t('edit.brands')}
          description={t('edit.brandsHint')}
          data={brands.map((one) => ({ value: one.slug, label: one.name }))}
          value={list(body['brands'])}
          readOnly={readOnly}
          error={problems['brands']}
          onChange={(value) => set({ brands: value })}
        />
      )}
      <Select
        label={t('edit.owner')}
        searchable
        clearable
        data={agents.map((agent) => ({ value: agent.id, label: agent.name }))}
        value={text(body['owner']) || null}
        readOnly={readOnly}
        onChange={(value) => set({ owner: value ?? '' })}
      />
      <MultiSelect
        label={t('edit.related')}
        searchable
        data={others.map((line) => ({ value: line.slug, label: titleOf(line) }))}
        value={list(body['related']).filter((one) => others.some((line) => line.slug === one))}
        readOnly={readOnly}
        error={problems['related']}
        onChange={(value) => set({ related: value })}
      />
    </>
  );
}

export function SettingsCard(props: Props) {
  const { t } = useTranslation('knowledge');
  const { body, problems, readOnly, set } = props;
  return (
    <section className={styles['card']} aria-labelledby="article-settings">
      <h2 id="article-settings">{t('edit.settings')}</h2>
      <Select
        label={t('edit.audience')}
        data={[
          { value: 'public', label: t('edit.public') },
          { value: 'agents', label: t('edit.agents') },
        ]}
        value={text(body['audience']) || 'public'}
        allowDeselect={false}
        readOnly={readOnly}
        onChange={(value) => set({ audience: value ?? 'public' })}
      />
      <Where {...props} />
      <TagsInput
        label={t('edit.keywords')}
        description={t('edit.keywordsHint')}
        value={list(body['keywords'])}
        readOnly={readOnly}
        error={problems['keywords']}
        onChange={(value) => set({ keywords: value })}
      />
      <TextInput
        label={t('edit.product')}
        value={text(body['product'])}
        maxLength={120}
        readOnly={readOnly}
        onChange={(event) => set({ product: event.currentTarget.value })}
      />
      {(['review_on', 'expires_on'] as const).map((field) => (
        <TextInput
          key={field}
          type="date"
          label={t(field === 'review_on' ? 'edit.reviewOn' : 'edit.expiresOn')}
          value={text(body[field])}
          readOnly={readOnly}
          error={problems[field]}
          onChange={(event) => set({ [field]: event.currentTarget.value })}
        />
      ))}
      <Select
        label={t('edit.issue')}
        data={(['', 'open', 'workaround', 'solved'] as const).map((value) => ({
          value,
          label: t(`issues.${value}`),
        }))}
        value={text(body['known_issue'])}
        allowDeselect={false}
        readOnly={readOnly}
        onChange={(value) => set({ known_issue: value ?? '' })}
      />
    </section>
  );
}

/** A new draft: its title, the language it is begun in, and where it will stand. */
import { Button, Modal, Select, TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { asProblem } from '@/api/problem';
import { nameOf, useCatalog, useSession } from '@/api/session';
import { currentLanguage } from '@/ui/i18n';
import { Refused } from '@/ui/problem';
import styles from './Knowledge.module.css';
import { knowledgeChanged, saveArticle, slugOf, type CollectionLine } from './questions';

export interface Begun {
  title?: string;
  language?: 'es' | 'en';
  text?: string;
}

interface Props {
  collections: readonly CollectionLine[];
  begun?: Begun;
  onClose: () => void;
}

export function NewArticle({ collections, begun = {}, onClose }: Props) {
  const { t, i18n } = useTranslation(['knowledge', 'desk']);
  const navigate = useNavigate();
  const { brands } = useCatalog();
  const me = useSession((session) => session.me?.user.id ?? '');
  const [title, setTitle] = useState(begun.title ?? '');
  const [language, setLanguage] = useState<'es' | 'en'>(begun.language ?? currentLanguage());
  const [collection, setCollection] = useState('');
  const [brand, setBrand] = useState(brands.length === 1 ? '' : (brands[0]?.slug ?? ''));
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const taken = problem !== null && asProblem(problem).status === 409;
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setProblem(null);
    const slug = slugOf(title);
    const body = {
      name: title.trim().slice(0, 120),
      [`title_${language}`]: title.trim(),
      [`body_${language}`]: begun.text ?? '',
      ...(collection && { collection }),
      brands: brand ? [brand] : [],
      owner: me,
    };
    try {
      await saveArticle(slug, body, '*');
      await knowledgeChanged();
      await navigate({ to: `/knowledge/a/${slug}` as string });
    } catch (error) {
      setProblem(error);
      setBusy(false);
    }
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('create.title')}
      closeButtonProps={{ 'aria-label': t('desk:common.close') }}
    >
      <form className={styles['form']} onSubmit={(event) => void submit(event)}>
        <TextInput
          label={t('create.name')}
          value={title}
          required
          maxLength={200}
          data-autofocus
          error={taken ? t('create.taken') : undefined}
          onChange={(event) => setTitle(event.currentTarget.value)}
        />
        <Select
          label={t('create.language')}
          data={[
            { value: 'es', label: t('edit.es') },
            { value: 'en', label: t('edit.en') },
          ]}
          value={language}
          allowDeselect={false}
          onChange={(value) => setLanguage(value === 'en' ? 'en' : 'es')}
        />
        <Select
          label={t('create.collection')}
          data={[
            { value: '', label: t('edit.noCollection') },
            ...collections.map((one) => ({ value: one.slug, label: nameOf([one], one.slug, i18n.language) })),
          ]}
          value={collection}
          allowDeselect={false}
          onChange={(value) => setCollection(value ?? '')}
        />
        {brands.length > 1 && (
          <Select
            label={t('create.brand')}
            data={[
              { value: '', label: t('create.allBrands') },
              ...brands.map((one) => ({ value: one.slug, label: one.name })),
            ]}
            value={brand}
            allowDeselect={false}
            onChange={(value) => setBrand(value ?? '')}
          />
        )}
        {!taken && <Refused error={problem} />}
        <div className={styles['buttons']}>
          <Button type="submit" loading={busy} disabled={!title.trim()}>
            {t('create.go')}
          </Button>
          <Button variant="default" onClick={onClose}>
            {t('desk:common.cancel')}
          </Button>
        </div>
      </form>
    </Modal>
  );
}

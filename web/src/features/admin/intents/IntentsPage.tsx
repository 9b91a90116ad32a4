/** What customers may want, as it was learned: how much of it is understood, a sentence to try, what is confused. */
import { Button } from '@mantine/core';
import { IconMessageQuestion, IconPlus } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { namedIn, useDocuments, type DocumentLine } from '@/api/documents';
import { useMay } from '@/api/session';
import { Chip } from '@/ui/Bits';
import { Page } from '@/ui/Page';
import { sayProblem } from '@/ui/problem';
import { EmptyState, ErrorState, ListSkeleton } from '@/ui/States';
import { Table, type Column } from '@/ui/Table';
import styles from '../Admin.module.css';
import { StatusChips } from '../config/KindPage';
import { NewDialog } from '../config/NewDialog';
import own from './Intents.module.css';
import { namer, percentIn, useConfusions, useIntents, type IntentLearned } from './questions';
import { TryBox } from './TryBox';

interface Line {
  document: DocumentLine;
  learned: IntentLearned | undefined;
}

const HUNDRED = 100;

function useColumns(): Column<Line>[] {
  const { t, i18n } = useTranslation(['intents', 'admin']);
  const percent = percentIn(i18n.language);
  return [
    {
      key: 'name',
      head: t('admin:name'),
      order: ({ document }) => namedIn(i18n.language, document),
      cell: ({ document }) => (
        <Link to={`/admin/intent/${document.slug}` as string} className={styles['open']}>
          {namedIn(i18n.language, document)}
        </Link>
      ),
    },
    {
      key: 'examples',
      head: t('list.examples'),
      figures: true,
      order: ({ learned }) => learned?.examples ?? 0,
      cell: ({ learned }) => (
        <>
          {learned?.few && <Chip tone="warn">{t('list.few')}</Chip>} {learned?.examples ?? '–'}
        </>
      ),
    },
    {
      key: 'right',
      head: t('list.right'),
      figures: true,
      order: ({ learned }) => learned?.right_pct ?? -1,
      cell: ({ learned }) => (
        <span title={t('list.rightHint')}>
          {learned?.right_pct == null ? '–' : percent(learned.right_pct / HUNDRED)}
        </span>
      ),
    },
    {
      key: 'status',
      head: t('admin:list.status'),
      cell: ({ document, learned }) => (
        <>
          <StatusChips line={document} />
          {learned && !learned.active && <Chip>{t('list.off')}</Chip>}
        </>
      ),
    },
  ];
}

function Confused() {
  const { t, i18n } = useTranslation('intents');
  const found = useConfusions();
  const intents = useIntents();
  const name = namer(intents.data?.items, i18n.language);
  if (!found.data) return null;
  return (
    <section className={own['confused']} aria-label={t('confused.title')}>
      <h2>{t('confused.title')}</h2>
      <p className={own['quiet']}>{t(found.data.items.length ? 'confused.hint' : 'confused.none')}</p>
      <ul className={own['pairs']}>
        {found.data.items.map((one) => (
          <li key={`${one.slug}>${one.taken_for}`}>
            <Link to={`/admin/intent/${one.slug}` as string} className={styles['open']}>
              {t('confused.pair', { one: name(one.slug), other: name(one.taken_for) })}
            </Link>{' '}
            <span className={own['quiet']}>{t('confused.times', { count: one.count })}</span>
            <p className={own['quiet']}>
              {one.examples.map((text) => t('confused.said', { text })).join(' · ')}
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Lead() {
  const { t, i18n } = useTranslation('intents');
  const learned = useIntents().data;
  if (!learned) return null;
  if (learned.training) return <p className={styles['lead']}>{t('training')}</p>;
  if (!learned.examples) return <p className={styles['lead']}>{t('nothing')}</p>;
  const right = percentIn(i18n.language)((learned.right_pct ?? 0) / HUNDRED);
  return <p className={styles['lead']}>{t('lead', { examples: learned.examples, right })}</p>;
}

export function IntentsPage() {
  const { t } = useTranslation(['admin', 'intents']);
  const documents = useDocuments('intent');
  const intents = useIntents();
  const columns = useColumns();
  const mayEdit = useMay('config.edit');
  const [making, setMaking] = useState(false);
  const lines: Line[] = (documents.data?.items ?? [])
    .filter((document) => !document.retired)
    .map((document) => ({
      document,
      learned: intents.data?.items.find((one) => one.slug === document.slug),
    }));
  const create = mayEdit && (
    <Button leftSection={<IconPlus size={15} />} onClick={() => setMaking(true)}>
      {t('new.intent')}
    </Button>
  );
  return (
    <Page title={t('section.intent')} actions={create}>
      <p className={styles['lead']}>{t('help.intent')}</p>
      {documents.isPending && <ListSkeleton />}
      {documents.isError && (
        <ErrorState
          title={t('failed')}
          detail={sayProblem(documents.error)}
          onRetry={() => void documents.refetch()}
        />
      )}
      {documents.data && lines.length === 0 && (
        <EmptyState
          icon={<IconMessageQuestion size={26} stroke={1.6} aria-hidden />}
          title={t('list.empty')}
          action={create}
        >
          {t('empty.intent')}
        </EmptyState>
      )}
      {lines.length > 0 && (
        <>
          <Lead />
          <TryBox />
          <Table
            label={t('section.intent')}
            columns={columns}
            rows={lines}
            id={(line) => line.document.slug}
            initial="name"
          />
          <Confused />
        </>
      )}
      {making && <NewDialog kind="intent" onClose={() => setMaking(false)} />}
    </Page>
  );
}

/** Every document of a kind: what is in force, what is drafted, what was retired. */
import { Button, Switch } from '@mantine/core';
import { IconFilePlus, IconPlus } from '@tabler/icons-react';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '@/api/session';
import { Chip } from '@/ui/Bits';
import { Page } from '@/ui/Page';
import { sayProblem } from '@/ui/problem';
import { EmptyState, ErrorState, ListSkeleton } from '@/ui/States';
import { Table, type Column } from '@/ui/Table';
import { fullTime, useNow, whenShort } from '@/ui/time';
import styles from '../Admin.module.css';
import { isKind, type Kind } from '../sections';
import { NewDialog } from './NewDialog';
import { namedIn, useDocuments, type DocumentLine } from '@/api/documents';

export function StatusChips({ line }: { line: DocumentLine }) {
  const { t } = useTranslation('admin');
  return (
    <span className={styles['chips']}>
      {line.retired && <Chip>{t('status.retired')}</Chip>}
      {line.version > 0 && !line.retired && (
        <Chip tone="ok">{t('status.published', { version: line.version })}</Chip>
      )}
      {line.version === 0 && <Chip tone="warn">{t('status.never')}</Chip>}
      {line.draft && <Chip tone="note">{t('status.draft')}</Chip>}
    </span>
  );
}

function Moment({ at }: { at: string | null }) {
  const now = useNow();
  if (!at) return <span aria-hidden>–</span>;
  const ms = Date.parse(at);
  return (
    <time dateTime={at} title={fullTime(ms)}>
      {whenShort(ms, now)}
    </time>
  );
}

function List({ kind, lines }: { kind: Kind; lines: readonly DocumentLine[] }) {
  const { t, i18n } = useTranslation('admin');
  const nameOf = (line: DocumentLine) => namedIn(i18n.language, line);
  const columns: Column<DocumentLine>[] = [
    {
      key: 'name',
      head: t('name'),
      order: nameOf,
      cell: (line) => (
        <Link to={`/admin/${kind}/${line.slug}` as string} className={styles['open']}>
          {nameOf(line)}
        </Link>
      ),
    },
    ...(lines.some((line) => line.summary)
      ? [
          {
            key: 'summary',
            head: t('list.summary'),
            cell: (line: DocumentLine) => <span>{line.summary || '–'}</span>,
          },
        ]
      : []),
    { key: 'status', head: t('list.status'), cell: (line) => <StatusChips line={line} /> },
    {
      key: 'at',
      head: t('list.changed'),
      figures: true,
      order: (line) => line.published_at ?? '',
      cell: (line) => <Moment at={line.published_at} />,
    },
  ];
  return (
    <Table
      label={t(`section.${kind}`)}
      columns={columns}
      rows={lines}
      id={(line) => line.slug}
      initial="name"
      mark={(line) => (line.retired ? 'off' : undefined)}
    />
  );
}

function Documents({ kind }: { kind: Kind }) {
  const { t } = useTranslation('admin');
  const query = useDocuments(kind);
  const mayEdit = useMay('config.edit');
  const [making, setMaking] = useState(false);
  const [retired, setRetired] = useState(false);
  const all = query.data?.items ?? [];
  const shown = all.filter((line) => retired || !line.retired);
  const create = mayEdit && (
    <Button leftSection={<IconPlus size={15} />} onClick={() => setMaking(true)}>
      {t(`new.${kind}`)}
    </Button>
  );
  return (
    <Page title={t(`section.${kind}`)} actions={create}>
      <p className={styles['lead']}>{t(`help.${kind}`)}</p>
      {query.isPending && <ListSkeleton />}
      {query.isError && !query.data && (
        <ErrorState
          title={t('failed')}
          detail={sayProblem(query.error)}
          onRetry={() => void query.refetch()}
        />
      )}
      {query.data && shown.length === 0 && (
        <EmptyState
          icon={<IconFilePlus size={26} stroke={1.6} aria-hidden />}
          title={t('list.empty')}
          action={create}
        >
          {t(`empty.${kind}`)}
        </EmptyState>
      )}
      {shown.length > 0 && <List kind={kind} lines={shown} />}
      {all.some((line) => line.retired) && (
        <Switch
          mt="md"
          label={t('list.showRetired')}
          checked={retired}
          onChange={(event) => setRetired(event.currentTarget.checked)}
        />
      )}
      {making && <NewDialog kind={kind} onClose={() => setMaking(false)} />}
    </Page>
  );
}

export function KindPage() {
  const { t } = useTranslation('admin');
  const { kind = '' } = useParams({ strict: false }) as { kind?: string };
  if (!isKind(kind)) return <EmptyState title={t('noSection')} />;
  return <Documents key={kind} kind={kind} />;
}

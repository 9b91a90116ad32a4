/** Inboxes: where customers reach us, and whether each works. */
import { Button } from '@mantine/core';
import { IconInbox, IconPlus } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '@/api/session';
import { ChannelIcon } from '@/ui/icons';
import { Page } from '@/ui/Page';
import { EmptyState } from '@/ui/States';
import { Table, type Column } from '@/ui/Table';
import { fullTime, useNow, whenShort } from '@/ui/time';
import styles from '../Admin.module.css';
import endpoint from './Endpoint.module.css';
import { StatusChips } from '../config/KindPage';
import { NewDialog } from '../config/NewDialog';
import { useDocuments, type DocumentLine } from '@/api/documents';
import { Light } from './Light';
import { Loading } from './Loading';
import { useEndpoints, type EndpointLine } from './questions';

interface Line {
  document: DocumentLine;
  seen: EndpointLine | undefined;
}

export function When({ at }: { at: string | null | undefined }) {
  const { t } = useTranslation('admin');
  const now = useNow();
  if (!at) return <span className={styles['quiet']}>{t('never')}</span>;
  const ms = Date.parse(at);
  return (
    <time dateTime={at} title={fullTime(ms)}>
      {whenShort(ms, now)}
    </time>
  );
}

export function EndpointsPage() {
  const { t } = useTranslation('admin');
  const documents = useDocuments('endpoint');
  const endpoints = useEndpoints();
  const mayEdit = useMay('config.edit');
  const [making, setMaking] = useState(false);
  const lines: Line[] = (documents.data?.items ?? []).map((document) => ({
    document,
    seen: endpoints.data?.items.find((one) => one.slug === document.slug),
  }));
  const columns: Column<Line>[] = [
    {
      key: 'name',
      head: t('name'),
      order: (line) => line.document.name,
      cell: ({ document, seen }) => (
        <Link to={`/admin/endpoint/${document.slug}` as string} className={styles['open']}>
          {seen && <ChannelIcon channel={seen.channel} />}
          {document.name}
        </Link>
      ),
    },
    {
      key: 'light',
      head: t('endpoint.works'),
      cell: ({ seen }) =>
        seen ? (
          <span className={endpoint['lightCell']}>
            <Light status={seen.status} />
            {seen.problem && <small>{seen.problem.detail}</small>}
          </span>
        ) : (
          <span className={styles['quiet']}>{t('endpoint.notYet')}</span>
        ),
    },
    { key: 'status', head: t('list.status'), cell: ({ document }) => <StatusChips line={document} /> },
    {
      key: 'in',
      head: t('endpoint.lastIn'),
      figures: true,
      cell: ({ seen }) => <When at={seen?.last_in_at} />,
    },
    {
      key: 'out',
      head: t('endpoint.lastOut'),
      figures: true,
      cell: ({ seen }) => <When at={seen?.last_out_at} />,
    },
  ];
  const create = mayEdit && (
    <Button leftSection={<IconPlus size={15} />} onClick={() => setMaking(true)}>
      {t('new.endpoint')}
    </Button>
  );
  return (
    <Page title={t('section.endpoint')} actions={create}>
      <p className={styles['lead']}>{t('help.endpoint')}</p>
      <Loading query={documents}>
        {lines.length > 0 ? (
          <Table
            label={t('section.endpoint')}
            columns={columns}
            rows={lines}
            id={(line) => line.document.slug}
            initial="name"
            mark={(line) => (line.document.retired ? 'off' : undefined)}
          />
        ) : (
          <EmptyState
            icon={<IconInbox size={26} stroke={1.6} aria-hidden />}
            title={t('list.empty')}
            action={create}
          >
            {t('empty.endpoint')}
          </EmptyState>
        )}
      </Loading>
      {making && <NewDialog kind="endpoint" onClose={() => setMaking(false)} />}
    </Page>
  );
}

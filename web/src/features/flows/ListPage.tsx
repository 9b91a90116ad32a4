/** Every flow: what it is for, where customers come into it, what is wrong with it, who is in it now. */
import { Button, Switch } from '@mantine/core';
import { IconPlus, IconSitemap } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { namedIn } from '@/api/documents';
import { useSession } from '@/api/session';
import { Chip } from '@/ui/Bits';
import { ChannelIcon } from '@/ui/icons';
import { Page } from '@/ui/Page';
import { sayProblem } from '@/ui/problem';
import { EmptyState, ErrorState, ListSkeleton } from '@/ui/States';
import { Table, type Column } from '@/ui/Table';
import styles from './List.module.css';
import { NewFlow } from './NewFlow';
import { useFlows, type FlowLine } from './questions';
import { choiceWord, figure } from './words';

function Where({ line }: { line: FlowLine }) {
  const { t, i18n } = useTranslation('flows');
  const all = useFlows().data?.items ?? [];
  // Another flow by its name in the reader's language.
  const called = (use: FlowLine['used_by'][number]): string => {
    const flow = use.kind === 'endpoint' ? undefined : all.find((one) => one.slug === use.slug);
    return flow ? namedIn(i18n.language, flow) : use.name;
  };
  if (line.used_by.length === 0) return <span className={styles['quiet']}>{t('list.nowhere')}</span>;
  return (
    <span className={styles['chips']}>
      {line.used_by.map((use) => (
        <span key={`${use.kind}/${use.slug}`} className={styles['use']}>
          {use.kind === 'endpoint' ? (
            <ChannelIcon channel={use.channel} size={14} />
          ) : (
            <IconSitemap size={14} aria-hidden />
          )}
          {called(use)}
        </span>
      ))}
    </span>
  );
}

function State({ line }: { line: FlowLine }) {
  const { t } = useTranslation('flows');
  return (
    <span className={styles['chips']}>
      {line.retired && <Chip>{t('status.retired')}</Chip>}
      {line.version > 0 && !line.retired && (
        <Chip tone="ok">{t('status.inForce', { version: line.version })}</Chip>
      )}
      {line.version === 0 && <Chip tone="warn">{t('status.never')}</Chip>}
      {line.draft && <Chip tone="note">{t('status.draft')}</Chip>}
    </span>
  );
}

function Checks({ line }: { line: FlowLine }) {
  const { t } = useTranslation('flows');
  if (line.problems > 0) return <Chip tone="bad">{t('list.problems', { count: line.problems })}</Chip>;
  if (line.warnings > 0) return <Chip tone="warn">{t('list.warnings', { count: line.warnings })}</Chip>;
  return <Chip tone="ok">{t('list.clean')}</Chip>;
}

function List({ lines }: { lines: readonly FlowLine[] }) {
  const { t, i18n } = useTranslation('flows');
  const nameOf = (line: FlowLine) => namedIn(i18n.language, line);
  const columns: Column<FlowLine>[] = [
    {
      key: 'name',
      head: t('list.name'),
      order: nameOf,
      cell: (line) => (
        <Link to={`/flows/${line.slug}` as string} className={styles['open']}>
          {nameOf(line)}
        </Link>
      ),
    },
    {
      key: 'purpose',
      head: t('list.purpose'),
      order: (line) => line.purpose,
      cell: (line) => choiceWord('purpose', line.purpose),
    },
    { key: 'where', head: t('list.where'), cell: (line) => <Where line={line} /> },
    { key: 'state', head: t('list.state'), cell: (line) => <State line={line} /> },
    {
      key: 'checks',
      head: t('list.checks'),
      order: (line) => line.problems * 1000 + line.warnings,
      cell: (line) => <Checks line={line} />,
    },
    {
      key: 'nodes',
      head: t('list.nodes'),
      figures: true,
      order: (line) => line.nodes,
      cell: (line) => figure(line.nodes),
    },
    {
      key: 'tests',
      head: t('list.tests'),
      figures: true,
      order: (line) => line.tests,
      cell: (line) => figure(line.tests),
    },
    {
      key: 'live',
      head: t('list.live'),
      figures: true,
      order: (line) => line.live,
      cell: (line) => figure(line.live),
    },
  ];
  return (
    <Table
      label={t('title')}
      columns={columns}
      rows={lines}
      id={(line) => line.slug}
      initial="name"
      mark={(line) => (line.retired ? 'off' : undefined)}
    />
  );
}

export function ListPage() {
  const { t } = useTranslation('flows');
  const query = useFlows();
  const mayEdit = useSession(({ me }) =>
    Boolean(me?.permissions['config.edit'] ?? me?.permissions['flow.publish']),
  );
  const [making, setMaking] = useState(false);
  const [retired, setRetired] = useState(false);
  const all = query.data?.items ?? [];
  const shown = all.filter((line) => retired || !line.retired);
  const create = mayEdit && (
    <Button leftSection={<IconPlus size={15} />} onClick={() => setMaking(true)}>
      {t('new.open')}
    </Button>
  );
  return (
    <Page title={t('title')} actions={create}>
      <p className={styles['lead']}>{t('list.lead')}</p>
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
          icon={<IconSitemap size={26} stroke={1.6} aria-hidden />}
          title={t('list.empty')}
          action={create}
        >
          {t('list.emptyHint')}
        </EmptyState>
      )}
      {shown.length > 0 && <List lines={shown} />}
      {all.some((line) => line.retired) && (
        <Switch
          mt="md"
          label={t('list.showRetired')}
          checked={retired}
          onChange={(event) => setRetired(event.currentTarget.checked)}
        />
      )}
      {making && <NewFlow onClose={() => setMaking(false)} />}
    </Page>
  );
}

/** Who did what, when, and what it changed. */
import { Select, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconHistory, IconSearch } from '@tabler/icons-react';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCatalog } from '@/api/session';
import { textAt } from '@/ui/i18n';
import { Page } from '@/ui/Page';
import { EmptyState } from '@/ui/States';
import { Table, type Column } from '@/ui/Table';
import { fullTime, useNow, whenShort } from '@/ui/time';
import styles from '../Admin.module.css';
import { isKind } from '../sections';
import { Loading, More } from './Loading';
import { useAudit, type AuditLine, type AuditWanted } from './questions';

const GROUPS = ['configuration', 'people', 'access', 'work'] as const;

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** What it was done to, with a way there. */
function Subject({ line }: { line: AuditLine }) {
  const { t } = useTranslation('admin');
  const kind = textOf(line.data['kind']);
  const slug = textOf(line.data['slug']);
  const user = textOf(line.data['user']) || textOf(line.data['agent']);
  const conversation = textOf(line.data['conversation']);
  const { agents } = useCatalog();
  if (isKind(kind) && slug) {
    return (
      <Link to={`/admin/${kind}/${slug}` as string}>
        {t(`section.${kind}`)} · {slug}
      </Link>
    );
  }
  if (conversation) return <Link to={`/inbox/all/${conversation}` as string}>{t('audit.conversation')}</Link>;
  const customer = textOf(line.data['customer']);
  if (customer) return <Link to={`/customers/${customer}` as string}>{t('audit.customer')}</Link>;
  if (user) {
    const name = agents.find((agent) => agent.id === user)?.name ?? user;
    return <Link to={`/admin/users/${user}` as string}>{name}</Link>;
  }
  return <span>{textOf(line.data['name']) || textOf(line.data['agent_name']) || '–'}</span>;
}

function What({ line }: { line: AuditLine }) {
  const { t } = useTranslation('admin');
  return (
    <details className={styles['what']}>
      <summary>
        <b>{textAt(`admin:fact.${line.fact}`) ?? line.fact}</b>
        {typeof line.data['state'] === 'string' && (
          <small className={styles['quiet']}>
            {' '}
            · {textAt(`desk:presence.${line.data['state']}`) ?? line.data['state']}
          </small>
        )}
        {line.changes.length > 0 && (
          <small className={styles['quiet']}> · {t('audit.changes', { count: line.changes.length })}</small>
        )}
      </summary>
      {line.changes.length > 0 && (
        <dl className={styles['diff']}>
          {line.changes.map((change) => (
            <div key={`${change.subject}/${change.field}`}>
              <dt>{change.field}</dt>
              <dd>
                <del>{change.old || '–'}</del>
                <ins>{change.new || '–'}</ins>
              </dd>
            </div>
          ))}
        </dl>
      )}
      <pre tabIndex={0}>{JSON.stringify(line.data, null, 2)}</pre>
    </details>
  );
}

function Lines({ wanted }: { wanted: AuditWanted }) {
  const { t } = useTranslation('admin');
  const now = useNow();
  const query = useAudit(wanted);
  const rows = query.data?.pages.flatMap((page) => page.items) ?? [];
  const columns: Column<AuditLine>[] = [
    {
      key: 'at',
      head: t('audit.at'),
      cell: (line) => (
        <time dateTime={line.at} title={fullTime(Date.parse(line.at))}>
          {whenShort(Date.parse(line.at), now)}
        </time>
      ),
    },
    {
      key: 'who',
      head: t('audit.who'),
      cell: (line) => line.actor.name || textAt(`admin:actor.${line.actor.type}`) || line.actor.type,
    },
    { key: 'what', head: t('audit.what'), cell: (line) => <What line={line} /> },
    { key: 'subject', head: t('audit.subject'), cell: (line) => <Subject line={line} /> },
  ];
  return (
    <Loading query={query}>
      {rows.length > 0 ? (
        <Table label={t('section.audit')} columns={columns} rows={rows} id={(line) => String(line.seq)} />
      ) : (
        <EmptyState icon={<IconHistory size={26} stroke={1.6} aria-hidden />} title={t('audit.none')}>
          {t('audit.noneHint')}
        </EmptyState>
      )}
      <More query={query} />
    </Loading>
  );
}

export function AuditPage() {
  const { t } = useTranslation('admin');
  const navigate = useNavigate();
  const { agents } = useCatalog();
  const { kind = '', actor = '', subject = '' } = useSearch({ strict: false }) as Partial<AuditWanted>;
  const [typed, setTyped] = useState(subject);
  const [settled] = useDebouncedValue(typed.trim(), 300);
  useEffect(() => {
    void navigate({
      to: '.',
      search: ((was: Partial<AuditWanted>) => ({ ...was, subject: settled || undefined })) as never,
      replace: true,
    });
  }, [settled, navigate]);
  const put = (change: Partial<AuditWanted>) =>
    void navigate({
      to: '.',
      search: ((was: Partial<AuditWanted>) => ({ ...was, ...change })) as never,
      replace: true,
    });
  return (
    <Page title={t('section.audit')}>
      <p className={styles['lead']}>{t('help.audit')}</p>
      <div className={styles['filters']}>
        <Select
          aria-label={t('audit.what')}
          placeholder={t('audit.everything')}
          clearable
          value={kind || null}
          data={GROUPS.map((value) => ({ value, label: t(`audit.group.${value}`) }))}
          onChange={(value) => put({ kind: value ?? undefined })}
        />
        <Select
          aria-label={t('audit.who')}
          placeholder={t('audit.everybody')}
          clearable
          searchable
          value={actor || null}
          data={agents.map((agent) => ({ value: `agent:${agent.id}`, label: agent.name }))}
          onChange={(value) => put({ actor: value ?? undefined })}
        />
        <TextInput
          type="search"
          aria-label={t('audit.subject')}
          placeholder={t('audit.subjectHint')}
          leftSection={<IconSearch size={15} />}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
      </div>
      <Lines wanted={{ kind, actor, subject }} />
    </Page>
  );
}

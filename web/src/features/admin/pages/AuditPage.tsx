/** Who did what, when, and what it changed: in sentences, filtered, and as a file. */
import { Button, Select, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconDownload, IconHistory, IconSearch } from '@tabler/icons-react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCatalog } from '@/api/session';
import { textAt } from '@/ui/i18n';
import { Page } from '@/ui/Page';
import { EmptyState } from '@/ui/States';
import { Table, type Column } from '@/ui/Table';
import { toast } from '@/ui/toast';
import { fullTime, useNow, whenShort } from '@/ui/time';
import styles from '../Admin.module.css';
import { Loading, More } from './Loading';
import { auditQuery, useAudit, useAuditChain, type AuditLine, type AuditWanted } from './questions';
import { Did, nameOfActor } from './sentences';

const GROUPS = ['configuration', 'people', 'customers', 'access', 'work'] as const;
const ALL: AuditWanted = { kind: '', actor: '', subject: '', q: '', since: '', until: '' };

function What({ line }: { line: AuditLine }) {
  const { t } = useTranslation('admin');
  const state = line.data['state'];
  return (
    <div className={styles['sentence']}>
      <b>{nameOfActor(line)}</b> <Did line={line} />
      {typeof state === 'string' && (
        <small className={styles['quiet']}> · {textAt(`desk:presence.${state}`) ?? state}</small>
      )}
      {line.changes.length > 0 && (
        <details className={styles['what']}>
          <summary>{t('audit.changes', { count: line.changes.length })}</summary>
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
        </details>
      )}
      <details className={styles['what']}>
        <summary className={styles['quiet']}>{t('audit.whole')}</summary>
        <pre tabIndex={0}>{JSON.stringify({ fact: line.fact, ...line.data }, null, 2)}</pre>
      </details>
    </div>
  );
}

export function AuditLines({ wanted }: { wanted: Partial<AuditWanted> }) {
  const { t } = useTranslation('admin');
  const now = useNow();
  const query = useAudit({ ...ALL, ...wanted });
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
    { key: 'what', head: t('audit.what'), cell: (line) => <What line={line} /> },
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

/** How the chain of privileged changes ends: to be noted elsewhere, and compared. */
function Chain() {
  const { t } = useTranslation('admin');
  const { data } = useAuditChain();
  if (!data) return null;
  if (!data.whole) return <p role="alert">{t('audit.chainBroken')}</p>;
  return (
    <p className={styles['quiet']} title={data.link}>
      {t('audit.chain', { entries: data.entries, link: data.link.slice(0, 16) })}
    </p>
  );
}

/** The file of what is shown; that it was taken is written down. */
function exportOf(wanted: AuditWanted): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(auditQuery(wanted))) {
    for (const one of Array.isArray(value) ? value : [value]) if (one) query.append(name, one);
  }
  return `/api/v1/audit/export?${query.toString()}`;
}

export function AuditPage() {
  const { t } = useTranslation(['admin', 'desk']);
  const navigate = useNavigate();
  const { agents } = useCatalog();
  const wanted = { ...ALL, ...(useSearch({ strict: false }) as Partial<AuditWanted>) };
  const [typed, setTyped] = useState(wanted.q);
  const [settled] = useDebouncedValue(typed.trim(), 300);
  const put = (change: Partial<Record<keyof AuditWanted, string | undefined>>) =>
    void navigate({
      to: '.',
      search: ((was: Partial<AuditWanted>) => ({ ...was, ...change })) as never,
      replace: true,
    });
  useEffect(() => {
    void navigate({
      to: '.',
      search: ((was: Partial<AuditWanted>) => ({ ...was, q: settled || undefined })) as never,
      replace: true,
    });
  }, [settled, navigate]);
  const kinds = GROUPS.map((value) => ({ value: value as string, label: t(`audit.group.${value}`) }));
  const single = wanted.kind && !GROUPS.some((one) => one === wanted.kind);
  const facts = single
    ? [{ value: wanted.kind, label: textAt(`admin:fact.${wanted.kind}`) ?? wanted.kind }]
    : [];
  return (
    <Page
      title={t('section.audit')}
      actions={
        <Button
          component="a"
          href={exportOf(wanted)}
          download
          variant="default"
          leftSection={<IconDownload size={15} />}
          onClick={() => toast.done(t('audit.exported'))}
        >
          {t('audit.export')}
        </Button>
      }
    >
      <p className={styles['lead']}>{t('help.audit')}</p>
      <div className={styles['filters']}>
        <TextInput
          type="search"
          aria-label={t('audit.search')}
          placeholder={t('audit.searchHint')}
          leftSection={<IconSearch size={15} aria-hidden />}
          value={typed}
          w={260}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <Select
          aria-label={t('audit.what')}
          placeholder={t('audit.everything')}
          clearable
          value={wanted.kind || null}
          data={[...kinds, ...facts]}
          onChange={(value) => put({ kind: value ?? undefined })}
        />
        <Select
          aria-label={t('audit.who')}
          placeholder={t('audit.everybody')}
          clearable
          searchable
          value={wanted.actor || null}
          data={agents.map((agent) => ({ value: `agent:${agent.id}`, label: agent.name }))}
          onChange={(value) => put({ actor: value ?? undefined })}
        />
        {(['since', 'until'] as const).map((name) => (
          <TextInput
            key={name}
            type="date"
            aria-label={t(`audit.${name}`)}
            title={t(`audit.${name}`)}
            value={wanted[name]}
            onChange={(event) => put({ [name]: event.currentTarget.value || undefined })}
          />
        ))}
        {wanted.subject && (
          <Button variant="default" onClick={() => put({ subject: undefined })}>
            {wanted.subject} ×
          </Button>
        )}
      </div>
      <AuditLines wanted={wanted} />
      <Chain />
    </Page>
  );
}

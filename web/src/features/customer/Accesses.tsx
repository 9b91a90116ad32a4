/** Who has viewed or modified a record, in one list, with what it was before: by person, kind and period, and as a file. */
import { Button, Select, TextInput, Tooltip } from '@mantine/core';
import { IconDownload, IconEye, IconPencil } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, told } from '@/api/client';
import type { components } from '@/api/schema';
import { useCatalog } from '@/api/session';
import { textAt } from '@/ui/i18n';
import { sayProblem } from '@/ui/problem';
import { EmptyState, ErrorState, ListSkeleton } from '@/ui/States';
import { Table, type Column } from '@/ui/Table';
import { fullTime, useNow, whenShort } from '@/ui/time';
import styles from './Lists.module.css';
import { channelName, fieldName } from './words';

type Touch = components['schemas']['TouchShown'];

interface Wanted {
  kind: '' | 'view' | 'change';
  actor: string;
  since: string;
  until: string;
}

const DAY = 86_400_000;
const PERIODS = { day: 1, week: 7, month: 30 } as const;
type Period = keyof typeof PERIODS | 'ever' | 'own';

function spanOf(period: Period, own: { since: string; until: string }): { since: string; until: string } {
  if (period === 'ever') return { since: '', until: '' };
  if (period === 'own') {
    const until = own.until ? new Date(new Date(`${own.until}T00:00`).getTime() + DAY).toISOString() : '';
    return { since: own.since ? new Date(`${own.since}T00:00`).toISOString() : '', until };
  }
  const from = new Date();
  from.setHours(0, 0, 0, 0);
  return { since: new Date(from.getTime() - (PERIODS[period] - 1) * DAY).toISOString(), until: '' };
}

const given = (wanted: Wanted): Record<string, string> =>
  Object.fromEntries(Object.entries(wanted).filter(([, value]) => value));

const useAccesses = (customer: string, wanted: Wanted) =>
  useInfiniteQuery({
    queryKey: ['accesses', customer, wanted],
    initialPageParam: '',
    staleTime: 0,
    queryFn: ({ pageParam, signal }) =>
      told(
        api.GET('/api/v1/customers/{customer_id}/accesses', {
          params: {
            path: { customer_id: customer },
            query: { ...given(wanted), cursor: pageParam || null },
          },
          signal,
        }),
      ),
    getNextPageParam: (page) => page.next,
  });

function useFieldWord(): (field: string) => string {
  const { i18n } = useTranslation();
  const { fields: all } = useCatalog();
  return (field) => {
    const [head = '', rest = ''] = field.split('.');
    if (head === 'identity') return `${textAt('people:field.identity') ?? head} · ${channelName(rest)}`;
    if (head === 'fields') {
      const own = all.find((one) => one.slug === rest);
      return own ? fieldName(own, i18n.language) : rest;
    }
    return textAt(`people:field.${field}`) ?? field;
  };
}

function useActor(): (touch: Touch) => string {
  const { t } = useTranslation('people');
  return ({ actor }) => {
    if (actor.type === 'key') return t('access.key', { name: actor.name || actor.id });
    if (actor.type === 'customer') return t('access.customer');
    return actor.name || actor.id || t('access.system');
  };
}

function What({ touch }: { touch: Touch }) {
  const { t } = useTranslation('people');
  return (
    <span className={styles['what']}>
      {touch.kind === 'view' ? <IconEye size={15} aria-hidden /> : <IconPencil size={15} aria-hidden />}
      {touch.kind === 'view' ? t(`how.${touch.how as 'screen'}`) : t('access.changed')}
    </span>
  );
}

function Detail({ touch }: { touch: Touch }) {
  const { t } = useTranslation('people');
  const word = useFieldWord();
  if (touch.kind === 'view') {
    return (
      <span>
        {t('access.times', { count: touch.views })}
        {touch.conversation && touch.number > 0 && (
          <>
            {' · '}
            <Link to={`/inbox/all/${touch.conversation}` as string}>
              {t('access.in', { number: touch.number })}
            </Link>
          </>
        )}
      </span>
    );
  }
  const read = (field: string, value: string) =>
    field === 'vip' || field === 'verified' ? t(value === 'yes' ? 'panel.yes' : 'panel.no') : value;
  return (
    <dl className={styles['diff']}>
      {touch.changes.map((change) => (
        <div key={`${change.subject} ${change.field}`}>
          <dt>{word(change.field)}</dt>
          <dd>
            {change.old ? (
              <del aria-label={t('access.from')}>{read(change.field, change.old)}</del>
            ) : (
              <span className={styles['empty']}>{t('access.nothing')}</span>
            )}
            <span aria-hidden> → </span>
            {change.new ? (
              <ins aria-label={t('access.to')}>{read(change.field, change.new)}</ins>
            ) : (
              <span className={styles['empty']}>{t('access.nothing')}</span>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}

interface FilterProps {
  wanted: Wanted;
  period: Period;
  own: { since: string; until: string };
  onKind: (kind: Wanted['kind']) => void;
  onActor: (actor: string) => void;
  onPeriod: (period: Period) => void;
  onOwn: (own: { since: string; until: string }) => void;
}

function Filters({ wanted, period, own, onKind, onActor, onPeriod, onOwn }: FilterProps) {
  const { t } = useTranslation('people');
  const { agents } = useCatalog();
  return (
    <>
      <Select
        aria-label={t('access.who')}
        placeholder={t('access.anybody')}
        data={agents.map((agent) => ({ value: `agent:${agent.id}`, label: agent.name }))}
        value={wanted.actor || null}
        onChange={(actor) => onActor(actor ?? '')}
        clearable
        searchable
      />
      <Select
        aria-label={t('access.kind')}
        data={[
          { value: '', label: t('access.all') },
          { value: 'view', label: t('access.views') },
          { value: 'change', label: t('access.changes') },
        ]}
        value={wanted.kind}
        onChange={(kind) => onKind((kind ?? '') as Wanted['kind'])}
        allowDeselect={false}
      />
      <Select
        aria-label={t('access.period')}
        data={(['day', 'week', 'month', 'ever', 'own'] as const).map((value) => ({
          value,
          label: t(`access.${value}`),
        }))}
        value={period}
        onChange={(value) => onPeriod((value ?? 'week') as Period)}
        allowDeselect={false}
      />
      {period === 'own' && (
        <>
          <TextInput
            type="date"
            aria-label={t('access.since')}
            value={own.since}
            onChange={(event) => onOwn({ ...own, since: event.currentTarget.value })}
          />
          <TextInput
            type="date"
            aria-label={t('access.until')}
            value={own.until}
            onChange={(event) => onOwn({ ...own, until: event.currentTarget.value })}
          />
        </>
      )}
    </>
  );
}

function Lines({ customer, wanted }: { customer: string; wanted: Wanted }) {
  const { t } = useTranslation('people');
  const now = useNow();
  const actor = useActor();
  const query = useAccesses(customer, wanted);
  const rows = query.data?.pages.flatMap((page) => page.items) ?? [];
  if (query.isPending) return <ListSkeleton />;
  if (query.isError && rows.length === 0) {
    return (
      <ErrorState
        title={t('access.failed')}
        detail={sayProblem(query.error)}
        onRetry={() => void query.refetch()}
      />
    );
  }
  if (rows.length === 0) {
    return (
      <EmptyState icon={<IconEye size={26} stroke={1.6} aria-hidden />} title={t('access.none')}>
        {t('access.noneHint')}
      </EmptyState>
    );
  }
  const columns: Column<Touch>[] = [
    {
      key: 'at',
      head: t('access.when'),
      cell: (touch) => (
        <time dateTime={touch.at} title={fullTime(Date.parse(touch.at))}>
          {whenShort(Date.parse(touch.at), now)}
        </time>
      ),
    },
    { key: 'who', head: t('access.whoHead'), cell: (touch) => <b>{actor(touch)}</b> },
    { key: 'what', head: t('access.what'), cell: (touch) => <What touch={touch} /> },
    { key: 'detail', head: t('access.detail'), cell: (touch) => <Detail touch={touch} /> },
  ];
  return (
    <>
      <Table
        label={t('access.title')}
        columns={columns}
        rows={rows}
        id={(touch) => `${touch.kind} ${touch.seq} ${touch.since} ${touch.actor.id} ${touch.how}`}
      />
      {query.hasNextPage && (
        <Button variant="subtle" onClick={() => void query.fetchNextPage()}>
          {t('list.more')}
        </Button>
      )}
    </>
  );
}

export function Accesses({ customer }: { customer: string }) {
  const { t } = useTranslation('people');
  const [kind, setKind] = useState<Wanted['kind']>('');
  const [actor, setActor] = useState('');
  const [period, setPeriod] = useState<Period>('week');
  const [own, setOwn] = useState({ since: '', until: '' });
  const wanted: Wanted = { kind, actor, ...spanOf(period, own) };
  const query = new URLSearchParams(given(wanted)).toString();
  return (
    <section aria-label={t('access.title')}>
      <h2 className={styles['title']}>{t('access.title')}</h2>
      <div className={styles['filters']}>
        <Filters
          wanted={wanted}
          period={period}
          own={own}
          onKind={setKind}
          onActor={setActor}
          onPeriod={setPeriod}
          onOwn={setOwn}
        />
        <Tooltip label={t('access.exportHint')} multiline w={240}>
          <Button
            component="a"
            href={`/api/v1/customers/${customer}/accesses.csv?${query}`}
            download
            variant="default"
            leftSection={<IconDownload size={15} />}
          >
            {t('access.export')}
          </Button>
        </Tooltip>
      </div>
      <Lines customer={customer} wanted={wanted} />
    </section>
  );
}

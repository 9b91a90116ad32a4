/** All customers of the brands I work for; the chosen one beside the list. */
import { ActionIcon, Button, TextInput } from '@mantine/core';
import { useDebouncedValue, useMediaQuery } from '@mantine/hooks';
import { IconArrowLeft, IconSearch, IconUserSearch } from '@tabler/icons-react';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CustomerRow } from '@/api/types';
import { Avatar } from '@/ui/Bits';
import { ChannelIcon } from '@/ui/icons';
import { useTitle } from '@/ui/Page';
import { sayProblem } from '@/ui/problem';
import { ResizablePane } from '@/ui/Splitter';
import { EmptyState, ErrorState, ListSkeleton } from '@/ui/States';
import { useNow, whenShort } from '@/ui/time';
import styles from './Customer.module.css';
import { CustomerPanel } from './CustomerPanel';
import { useCustomers } from './questions';

function One({ row, open, q }: { row: CustomerRow; open: boolean; q: string }) {
  const { t } = useTranslation();
  const now = useNow();
  const name = row.name || t('customer.unnamed');
  return (
    <li>
      <Link
        to={`/customers/${row.id}` as string}
        search={(q ? { q } : {}) as never}
        data-open={open || undefined}
        activeProps={{}}
      >
        <Avatar name={name} size={32} />
        <span className={styles['rowText']}>
          <b>{name}</b>
          <small>{row.organization}</small>
        </span>
        <span className={styles['rowEnd']}>
          <small>{row.last_at ? whenShort(Date.parse(row.last_at), now) : ''}</small>
          <span>
            {row.channels.map((channel) => (
              <ChannelIcon key={channel} channel={channel} size={14} />
            ))}
          </span>
        </span>
      </Link>
    </li>
  );
}

function Found({ q, open }: { q: string; open: string | undefined }) {
  const { t } = useTranslation();
  const query = useCustomers(q);
  const rows = query.data?.pages.flatMap((page) => page.items) ?? [];
  if (query.isPending) return <ListSkeleton />;
  if (query.isError && rows.length === 0) {
    return (
      <ErrorState
        title={t('list.failed')}
        detail={sayProblem(query.error)}
        onRetry={() => void query.refetch()}
      />
    );
  }
  if (rows.length === 0) {
    return (
      <EmptyState icon={<IconUserSearch size={26} stroke={1.6} aria-hidden />} title={t('customer.nobody')}>
        {t('customer.nobodyHint')}
      </EmptyState>
    );
  }
  return (
    <div className={styles['scroll']}>
      <ul className={styles['list']} aria-label={t('rail.customers')}>
        {rows.map((row) => (
          <One key={row.id} row={row} open={row.id === open} q={q} />
        ))}
      </ul>
      {query.hasNextPage && (
        <Button
          variant="subtle"
          m="sm"
          loading={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          {t('customer.more')}
        </Button>
      )}
    </div>
  );
}

export function CustomersPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { customer } = useParams({ strict: false }) as { customer?: string };
  const { q = '' } = useSearch({ strict: false }) as { q?: string };
  const [text, setText] = useState(q);
  const [settled] = useDebouncedValue(text.trim(), 250);
  const narrow = useMediaQuery('(max-width: 767px)', false, { getInitialValueInEffect: false });
  useTitle(t('rail.customers'));
  useEffect(() => {
    void navigate({ to: '.', search: (settled ? { q: settled } : {}) as never, replace: true });
  }, [settled, navigate]);
  return (
    <>
      {(!narrow || !customer) && (
        <ResizablePane
          name="customers"
          label={t('rail.customers')}
          initial={348}
          min={260}
          max={560}
          edge="right"
          className={styles['listPane']}
        >
          <div className={styles['search']}>
            <TextInput
              type="search"
              aria-label={t('customer.searchLabel')}
              placeholder={t('customer.search')}
              leftSection={<IconSearch size={15} />}
              value={text}
              onChange={(event) => setText(event.currentTarget.value)}
            />
          </div>
          <Found q={settled} open={customer} />
        </ResizablePane>
      )}
      {customer && (
        <div className={styles['whole']}>
          {narrow && (
            <ActionIcon component={Link} to="/customers" aria-label={t('common.back')} m={8}>
              <IconArrowLeft size={18} />
            </ActionIcon>
          )}
          <CustomerPanel key={customer} customer={customer} whole />
        </div>
      )}
      {!customer && !narrow && (
        <EmptyState icon={<IconUserSearch size={26} stroke={1.6} aria-hidden />} title={t('customer.pick')}>
          {t('customer.pickHint')}
        </EmptyState>
      )}
    </>
  );
}

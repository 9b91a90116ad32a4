/** All customers of the brands I work for: searched, narrowed, and as a file. The address says which. */
import { Button, Select, TextInput, Tooltip } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconDownload, IconSearch, IconUserSearch } from '@tabler/icons-react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCatalog, useMay } from '@/api/session';
import { Page } from '@/ui/Page';
import { sayProblem } from '@/ui/problem';
import { EmptyState, ErrorState, ListSkeleton } from '@/ui/States';
import { CustomerTable } from './CustomerTable';
import styles from './Lists.module.css';
import { useCompanies } from './companies';
import { useCustomers, type Wanted } from './questions';
import { Tabs } from './Tabs';
import { channelName } from './words';

interface Asked {
  q?: string;
  vip?: string | boolean;
  channel?: string;
  brand?: string;
  company?: string;
}

const wantedOf = ({ q, vip, channel, brand, company }: Asked): Wanted => ({
  ...(q ? { q } : {}),
  ...(vip === 'yes' || vip === true ? { vip: true } : {}),
  ...(channel ? { channel } : {}),
  ...(brand ? { brand } : {}),
  ...(company ? { organization: company } : {}),
});

function Filters({ asked, put }: { asked: Asked; put: (change: Asked) => void }) {
  const { t } = useTranslation('people');
  const { brands, channels } = useCatalog();
  const { data: companies } = useCompanies('');
  const [text, setText] = useState(asked.q ?? '');
  const [settled] = useDebouncedValue(text.trim(), 250);
  useEffect(() => {
    if (settled !== (asked.q ?? '')) put({ q: settled });
  }, [settled]); // eslint-disable-line react-hooks/exhaustive-deps -- only what is typed moves the address
  const ways = [...new Set([...channels.map(({ name }) => name), 'phone'])];
  const known = companies?.pages.flatMap((page) => page.items) ?? [];
  return (
    <div className={styles['filters']} role="search">
      <TextInput
        type="search"
        className={styles['search']}
        aria-label={t('list.search')}
        placeholder={t('list.search')}
        leftSection={<IconSearch size={15} aria-hidden />}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <Select
        aria-label={t('list.company')}
        placeholder={t('list.anyCompany')}
        data={known.map(({ id, name }) => ({ value: id, label: name }))}
        value={asked.company ?? null}
        onChange={(company) => put({ company: company ?? '' })}
        clearable
        searchable
      />
      <Select
        aria-label={t('list.channels')}
        placeholder={t('list.anyChannel')}
        data={ways.map((value) => ({ value, label: channelName(value) }))}
        value={asked.channel ?? null}
        onChange={(channel) => put({ channel: channel ?? '' })}
        clearable
      />
      {brands.length > 1 && (
        <Select
          aria-label={t('list.brand')}
          placeholder={t('list.anyBrand')}
          data={brands.map(({ slug, name }) => ({ value: slug, label: name }))}
          value={asked.brand ?? null}
          onChange={(brand) => put({ brand: brand ?? '' })}
          clearable
        />
      )}
      <Select
        aria-label={t('list.vip')}
        placeholder={t('list.vipAll')}
        data={[{ value: 'yes', label: t('list.vipOnly') }]}
        value={asked.vip ? 'yes' : null}
        onChange={(vip) => put({ vip: vip ?? '' })}
        clearable
      />
    </div>
  );
}

function Found({ wanted, onClear }: { wanted: Wanted; onClear: (() => void) | null }) {
  const { t } = useTranslation('people');
  const query = useCustomers(wanted);
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
      <EmptyState
        icon={<IconUserSearch size={26} stroke={1.6} aria-hidden />}
        title={t('list.none')}
        action={
          onClear && (
            <Button variant="default" onClick={onClear}>
              {t('list.clear')}
            </Button>
          )
        }
      >
        {t('list.noneHint')}
      </EmptyState>
    );
  }
  return (
    <>
      <CustomerTable rows={rows} label={t('list.title')} />
      {query.hasNextPage && (
        <Button
          variant="subtle"
          m="sm"
          loading={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          {t('list.more')}
        </Button>
      )}
    </>
  );
}

function Export({ wanted }: { wanted: Wanted }) {
  const { t } = useTranslation('people');
  const query = new URLSearchParams(Object.entries(wanted).map(([name, value]) => [name, String(value)]));
  return (
    <Tooltip label={t('list.exportHint')} multiline w={260}>
      <Button
        component="a"
        href={`/api/v1/customers/export.csv?${query.toString()}`}
        download
        variant="default"
        leftSection={<IconDownload size={15} />}
      >
        {t('list.export')}
      </Button>
    </Tooltip>
  );
}

export function CustomersPage() {
  const { t } = useTranslation('people');
  const navigate = useNavigate();
  const asked = useSearch({ strict: false }) as Asked;
  const mayExport = useMay('customer.export');
  const wanted = wantedOf(asked);
  const put = (change: Asked) => {
    const after = Object.fromEntries(Object.entries({ ...asked, ...change }).filter(([, value]) => value));
    void navigate({ to: '.', search: after as never, replace: true });
  };
  const narrowed = Object.keys(wanted).length > 0;
  return (
    <Page title={t('list.title')} actions={mayExport && <Export wanted={wanted} />}>
      <Tabs at="customers" />
      <Filters asked={asked} put={put} />
      <Found
        wanted={wanted}
        onClear={narrowed ? () => void navigate({ to: '.', search: {} as never, replace: true }) : null}
      />
    </Page>
  );
}

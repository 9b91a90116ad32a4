/** Customers' companies: found by name or mail domain, and new ones. */
import { Button, Modal, Select, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconBuilding, IconPlus, IconSearch } from '@tabler/icons-react';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { nameOf, useCatalog, useMay } from '@/api/session';
import { Page } from '@/ui/Page';
import { Refused, sayProblem } from '@/ui/problem';
import { EmptyState, ErrorState, ListSkeleton } from '@/ui/States';
import { Table, type Column } from '@/ui/Table';
import { toast } from '@/ui/toast';
import { addCompany, useCompanies, type CompanyRow } from './companies';
import styles from './Lists.module.css';
import { Tabs } from './Tabs';

function NewCompany({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const { t: p } = useTranslation('people');
  const navigate = useNavigate();
  const { brands } = useCatalog();
  const [brand, setBrand] = useState(brands[0]?.slug ?? '');
  const [name, setName] = useState('');
  const [problem, setProblem] = useState<unknown>(null);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    try {
      const id = await addCompany(brand, name);
      toast.done(p('company.added'));
      void navigate({ to: `/companies/${id}` as string });
    } catch (error) {
      setProblem(error);
    }
  };
  return (
    <Modal opened onClose={onClose} title={p('company.add')} size="sm">
      <form className={styles['form']} onSubmit={(event) => void submit(event)}>
        <TextInput
          label={p('company.name')}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          required
          data-autofocus
        />
        {brands.length > 1 && (
          <Select
            label={p('list.brand')}
            value={brand}
            onChange={(value) => setBrand(value ?? brand)}
            data={brands.map(({ slug, name: label }) => ({ value: slug, label }))}
            allowDeselect={false}
          />
        )}
        <Refused error={problem} />
        <Button type="submit">{t('common.save')}</Button>
      </form>
    </Modal>
  );
}

function Found({ q }: { q: string }) {
  const { t, i18n } = useTranslation('people');
  const { brands } = useCatalog();
  const query = useCompanies(q);
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
      <EmptyState icon={<IconBuilding size={26} stroke={1.6} aria-hidden />} title={t('company.none')}>
        {t('company.noneHint')}
      </EmptyState>
    );
  }
  const columns: Column<CompanyRow>[] = [
    {
      key: 'name',
      head: t('company.name'),
      cell: (row) => (
        <Link className={styles['person']} to={`/companies/${row.id}` as string}>
          <IconBuilding size={18} aria-hidden /> <b>{row.name}</b>
        </Link>
      ),
    },
    { key: 'domains', head: t('company.domains'), cell: (row) => row.domains.join(', ') },
    { key: 'people', head: t('company.people'), cell: (row) => row.people, figures: true },
    { key: 'open', head: t('company.open'), cell: (row) => row.open, figures: true },
    ...(brands.length > 1
      ? [
          {
            key: 'brand',
            head: t('list.brand'),
            cell: (row: CompanyRow) => nameOf(brands, row.brand, i18n.language),
          },
        ]
      : []),
  ];
  return (
    <>
      <Table label={t('list.companies')} columns={columns} rows={rows} id={(row) => row.id} />
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

export function CompaniesPage() {
  const { t } = useTranslation('people');
  const mayEdit = useMay('customer.edit');
  const [adding, setAdding] = useState(false);
  const [text, setText] = useState('');
  const [settled] = useDebouncedValue(text.trim(), 250);
  return (
    <Page
      title={t('list.companies')}
      actions={
        mayEdit && (
          <Button leftSection={<IconPlus size={15} />} onClick={() => setAdding(true)}>
            {t('company.add')}
          </Button>
        )
      }
    >
      <Tabs at="companies" />
      <div className={styles['filters']} role="search">
        <TextInput
          type="search"
          className={styles['search']}
          aria-label={t('company.search')}
          placeholder={t('company.search')}
          leftSection={<IconSearch size={15} aria-hidden />}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
      </div>
      <Found q={settled} />
      {adding && <NewCompany onClose={() => setAdding(false)} />}
    </Page>
  );
}

/** Customers as a table: who, of which company, by which channels, since when. */
import { IconStarFilled } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { nameOf, useCatalog } from '@/api/session';
import type { CustomerRow } from '@/api/types';
import { Avatar, Chip } from '@/ui/Bits';
import { ChannelIcon } from '@/ui/icons';
import { Table, type Column } from '@/ui/Table';
import { fullTime, useNow, whenShort } from '@/ui/time';
import styles from './Lists.module.css';
import { languageName } from './words';

function Name({ row }: { row: CustomerRow }) {
  const { t } = useTranslation();
  const name = row.name || t('customer.unnamed');
  return (
    <Link className={styles['person']} to={`/customers/${row.id}` as string}>
      <Avatar name={name} size={26} />
      <b>{name}</b>
      {row.vip && (
        <Chip tone="accent" title={t('customer.isVip')}>
          <IconStarFilled size={10} aria-hidden /> {t('customer.vip')}
        </Chip>
      )}
    </Link>
  );
}

interface Props {
  rows: readonly CustomerRow[];
  label: string;
  /** All are of one company, which is said already. */
  ofOne?: boolean;
}

export function CustomerTable({ rows, label, ofOne = false }: Props) {
  const { t, i18n } = useTranslation('people');
  const { brands } = useCatalog();
  const now = useNow();
  const columns: Column<CustomerRow>[] = [
    { key: 'name', head: t('list.name'), cell: (row) => <Name row={row} /> },
    ...(ofOne
      ? []
      : [{ key: 'company', head: t('list.company'), cell: (row: CustomerRow) => row.organization }]),
    {
      key: 'channels',
      head: t('list.channels'),
      cell: (row) => (
        <span className={styles['icons']}>
          {row.channels.map((channel) => (
            <ChannelIcon key={channel} channel={channel} size={15} />
          ))}
        </span>
      ),
    },
    {
      key: 'language',
      head: t('list.language'),
      cell: (row) => (row.language ? languageName(row.language, i18n.language) : ''),
    },
    ...(brands.length > 1
      ? [
          {
            key: 'brand',
            head: t('list.brand'),
            cell: (row: CustomerRow) => nameOf(brands, row.brand, i18n.language),
          },
        ]
      : []),
    {
      key: 'since',
      head: t('list.since'),
      cell: (row) => (
        <time className={styles['since']} dateTime={row.last_at} title={fullTime(Date.parse(row.last_at))}>
          {whenShort(Date.parse(row.last_at), now)}
        </time>
      ),
    },
  ];
  return <Table label={label} columns={columns} rows={rows} id={(row) => row.id} />;
}

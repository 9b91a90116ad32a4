/** Whether the server is well: figures with their limits, in plain words. */
import { Button } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Strip } from '@/ui/Bits';
import { textAt } from '@/ui/i18n';
import { Page } from '@/ui/Page';
import { Table, type Column } from '@/ui/Table';
import { fullTime, spanInWords, useNow, whenShort } from '@/ui/time';
import styles from '../Admin.module.css';
import { Level } from './HomePage';
import { Loading } from './Loading';
import { NodesPanel } from './NodesPanel';
import { useHealth, type HealthItem } from './overview';

const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;
const THOUSAND = 1000;

function bytes(value: number, language: string): string {
  const step = value > 0 ? Math.min(UNITS.length - 1, Math.floor(Math.log10(value) / 3)) : 0;
  const format = new Intl.NumberFormat(language, {
    style: 'unit',
    unit: UNITS[step] ?? 'byte',
    maximumFractionDigits: step > 1 ? 1 : 0,
  });
  return format.format(value / THOUSAND ** step);
}

function useSay(): (item: HealthItem) => string {
  const { t, i18n } = useTranslation('admin');
  return ({ value, unit, text }) => {
    if (text) return text;
    if (value === null) return '–';
    if (unit === 'bytes') return bytes(value, i18n.language);
    if (unit === 'ms') return fullTime(value);
    if (unit === 'seconds') return value === 0 ? t('health.soon') : spanInWords(value);
    return new Intl.NumberFormat(i18n.language).format(value);
  };
}

export function HealthPage() {
  const { t } = useTranslation('admin');
  const now = useNow();
  const query = useHealth();
  const say = useSay();
  const items = query.data?.items ?? [];
  const well = items.every((item) => item.level === 'ok' || item.level === 'info');
  const columns: Column<HealthItem>[] = [
    { key: 'level', head: t('list.status'), quiet: true, cell: (item) => <Level level={item.level} /> },
    {
      key: 'what',
      head: t('name'),
      cell: (item) => (
        <>
          <b>{textAt(`admin:health.of.${item.code}`) ?? item.code}</b>
          {item.level !== 'ok' && (
            <>
              <br />
              <small className={styles['quiet']}>{textAt(`admin:health.hint.${item.code}`) ?? ''}</small>
            </>
          )}
        </>
      ),
    },
    { key: 'value', head: t('list.summary'), figures: true, cell: (item) => say(item) },
    {
      key: 'go',
      head: t('signs.look'),
      quiet: true,
      cell: (item) =>
        item.go && item.level !== 'ok' ? <Link to={item.go as string}>{t('signs.look')}</Link> : null,
    },
  ];
  return (
    <Page
      narrow
      title={t('section.health')}
      actions={
        <Button
          variant="default"
          leftSection={<IconRefresh size={15} />}
          loading={query.isFetching}
          onClick={() => void query.refetch()}
        >
          {t('health.again')}
        </Button>
      }
    >
      <p className={styles['lead']}>{t('help.health')}</p>
      <Loading query={query}>
        <Strip tone={well ? 'ok' : 'warn'}>
          <b>{well ? t('health.well') : t('health.attention')}</b>
          <span>
            {t('health.version', { version: query.data?.version ?? '' })}
            {query.data?.began_at &&
              ` · ${t('health.since', { at: whenShort(Date.parse(query.data.began_at), now) })}`}
          </span>
        </Strip>
        <div tabIndex={0} role="region" aria-label={t('section.health')}>
          <Table label={t('section.health')} columns={columns} rows={items} id={(item) => item.code} />
        </div>
        <NodesPanel />
      </Loading>
    </Page>
  );
}

/** Every question put to a model: what for, how it went, what it cost; and what was said, for whoever may read it. */
import { Button, Modal } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Chip } from '@/ui/Bits';
import { textAt } from '@/ui/i18n';
import { Table, type Column } from '@/ui/Table';
import { momentShort } from '@/ui/time';
import { Loading } from '../Loading';
import { euros } from './money';
import own from './Machine.module.css';
import { useCall, useCalls, type Call } from './questions';

function Said({ id }: { id: string }) {
  const { t } = useTranslation('assist');
  const query = useCall(id);
  return (
    <Loading query={query}>
      {query.data && (
        <div className={own['part']}>
          <h3>{t('page.asked')}</h3>
          <pre className={own['said']}>{query.data.asked || t('page.erased')}</pre>
          <h3>{t('page.answered')}</h3>
          <pre className={own['said']}>{query.data.answered || '–'}</pre>
        </div>
      )}
    </Loading>
  );
}

export function CallLog() {
  const { t, i18n } = useTranslation('assist');
  const query = useCalls(true);
  const [open, setOpen] = useState('');
  const figure = new Intl.NumberFormat(i18n.language);
  const rows = query.data?.pages.flatMap((page) => page.items) ?? [];
  const columns: Column<Call>[] = [
    { key: 'at', head: t('page.when'), cell: (row) => momentShort(Date.parse(row.at)) },
    {
      key: 'purpose',
      head: t('page.purpose'),
      cell: (row) => textAt(`assist:purpose.${row.purpose}`) ?? row.purpose,
    },
    {
      key: 'outcome',
      head: t('page.outcome'),
      cell: (row) => (
        <Chip tone={row.outcome === 'ok' ? 'ok' : 'warn'}>
          {textAt(`assist:outcome.${row.outcome}`) ?? row.outcome}
        </Chip>
      ),
    },
    { key: 'ms', head: t('page.took'), figures: true, cell: (row) => `${figure.format(row.ms)} ms` },
    {
      key: 'tokens',
      head: 'tokens',
      figures: true,
      cell: (row) => figure.format(row.tokens_in + row.tokens_out),
    },
    { key: 'cost', head: '€', figures: true, cell: (row) => euros(row.cost, i18n.language) },
    {
      key: 'look',
      head: t('page.look'),
      quiet: true,
      cell: (row) => (
        <Button size="compact-xs" variant="subtle" onClick={() => setOpen(row.id)}>
          {t('page.look')}
        </Button>
      ),
    },
  ];
  return (
    <section className={own['part']} aria-labelledby="machine-log">
      <h2 id="machine-log">{t('page.log')}</h2>
      <Loading query={query}>
        {rows.length === 0 ? (
          <p>{t('page.noCalls')}</p>
        ) : (
          <Table label={t('page.log')} columns={columns} rows={rows} id={(row) => row.id} />
        )}
      </Loading>
      {query.hasNextPage && (
        <Button variant="default" w="fit-content" onClick={() => void query.fetchNextPage()}>
          {t('page.more')}
        </Button>
      )}
      <Modal opened={open !== ''} onClose={() => setOpen('')} size="lg" title={t('page.look')}>
        {open && <Said id={open} />}
      </Modal>
    </section>
  );
}

/** The machine's help at a glance: models, test sets, what drafts are worth, and the log. */
import { useTranslation } from 'react-i18next';
import { useMay } from '@/api/session';
import { Page } from '@/ui/Page';
import { Table, type Column } from '@/ui/Table';
import admin from '../../Admin.module.css';
import { Loading } from '../Loading';
import { CallLog } from './CallLog';
import { Evaluations } from './Evaluations';
import own from './Machine.module.css';
import { Models } from './Models';
import { euros } from './money';
import { useMachine, type Overview } from './questions';

type Count = Overview['counts'][number];

function Used({ all }: { all: Overview }) {
  const { t, i18n } = useTranslation('assist');
  const figure = new Intl.NumberFormat(i18n.language);
  const sum = (of: 'calls' | 'failed' | 'tokens' | 'cost') =>
    all.days.reduce((total, day) => total + day[of], 0);
  if (all.days.length === 0) return null;
  return (
    <p className={own['used']}>
      <strong>{t('page.used')}:</strong> {t('page.calls', { count: sum('calls') })} ·{' '}
      {t('page.failed', { count: sum('failed') })} ·{' '}
      {t('page.tokens', { count: figure.format(sum('tokens')) as unknown as number })} ·{' '}
      {t('page.cost', { euros: euros(sum('cost'), i18n.language) })}
    </p>
  );
}

function Worth({ counts }: { counts: readonly Count[] }) {
  const { t } = useTranslation('assist');
  const columns: Column<Count>[] = [
    {
      key: 'what',
      head: t('page.what'),
      cell: (row) => (row.offering ? `${t('kind.offering')}: ${row.name}` : t(`kind.${row.kind}`)),
    },
    ...(['made', 'taken', 'edited', 'discarded', 'withheld'] as const).map((key) => ({
      key,
      head: t(`page.${key}`),
      figures: true,
      cell: (row: Count) => row[key],
    })),
  ];
  return (
    <section className={own['part']} aria-labelledby="machine-drafts">
      <h2 id="machine-drafts">{t('page.drafts')}</h2>
      {counts.length === 0 ? (
        <p>{t('page.noDrafts')}</p>
      ) : (
        <Table
          label={t('page.drafts')}
          columns={columns}
          rows={counts}
          id={(row) => `${row.kind} ${row.offering}`}
        />
      )}
    </section>
  );
}

export function MachinePage() {
  const { t } = useTranslation('assist');
  const query = useMachine();
  const audits = useMay('audit.read');
  return (
    <Page title={t('page.title')}>
      <p className={admin['lead']}>{t('page.lead')}</p>
      <Loading query={query}>
        {query.data && (
          <div className={own['page']}>
            <Models all={query.data} />
            <Used all={query.data} />
            <Evaluations items={query.data.evaluations} />
            <Worth counts={query.data.counts} />
            {audits && <CallLog />}
          </div>
        )}
      </Loading>
    </Page>
  );
}

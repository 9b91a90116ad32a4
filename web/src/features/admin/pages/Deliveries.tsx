/** What a webhook was sent and what became of it; sent again or tried out from here. */
import { Button, SegmentedControl } from '@mantine/core';
import { IconRefresh, IconSend } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '@/api/session';
import { Chip, type Tone } from '@/ui/Bits';
import { textAt } from '@/ui/i18n';
import { sayProblem } from '@/ui/problem';
import { Table, type Column } from '@/ui/Table';
import { toast } from '@/ui/toast';
import styles from '../Admin.module.css';
import { When } from './EndpointsPage';
import { Loading, More } from './Loading';
import { replay, testWebhook, useDeliveries, type DeliveryLine, type DeliveryState } from './questions';

const TONES: Readonly<Record<DeliveryState, Tone>> = { waiting: 'info', delivered: 'ok', failed: 'bad' };
const STATES = ['waiting', 'delivered', 'failed'] as const;
const asState = (state: string): DeliveryState => state as DeliveryState;

async function trying(act: () => Promise<void>, said: string): Promise<void> {
  try {
    await act();
    toast.done(said);
  } catch (error) {
    toast.failed(sayProblem(error));
  }
}

function List({ slug, state }: { slug: string; state: DeliveryState | null }) {
  const { t } = useTranslation('admin');
  const query = useDeliveries(slug, state);
  const rows = query.data?.pages.flatMap((page) => page.items) ?? [];
  const columns: Column<DeliveryLine>[] = [
    { key: 'at', head: t('webhook.at'), cell: (line) => <When at={line.at} /> },
    {
      key: 'kind',
      head: t('webhook.event'),
      cell: (line) => (
        <details>
          <summary>{textAt(`admin:fact.${line.kind}`) ?? line.kind}</summary>
          <pre tabIndex={0}>{JSON.stringify(line.body, null, 2)}</pre>
        </details>
      ),
    },
    {
      key: 'state',
      head: t('list.status'),
      cell: (line) => (
        <Chip tone={TONES[asState(line.state)]}>{t(`webhook.state.${asState(line.state)}`)}</Chip>
      ),
    },
    {
      key: 'answer',
      head: t('webhook.answer'),
      cell: (line) => (
        <span>
          {textAt(`admin:webhook.answers.${line.answer}`) ?? (line.answer || '–')}
          {line.due && (
            <small className={styles['quiet']}>
              {' '}
              · {t('webhook.next')} <When at={line.due} />
            </small>
          )}
        </span>
      ),
    },
    { key: 'tries', head: t('webhook.tries'), figures: true, cell: (line) => line.tries },
    {
      key: 'replay',
      head: t('webhook.replay'),
      quiet: true,
      figures: true,
      cell: (line) => (
        <Button
          variant="subtle"
          size="compact-xs"
          leftSection={<IconRefresh size={14} />}
          onClick={() => void trying(() => replay(line.id), t('webhook.replayed'))}
        >
          {t('webhook.replay')}
        </Button>
      ),
    },
  ];
  return (
    <Loading query={query}>
      {rows.length > 0 ? (
        <Table label={t('webhook.deliveries')} columns={columns} rows={rows} id={(line) => line.id} />
      ) : (
        <p className={styles['quiet']}>{t('webhook.nothing')}</p>
      )}
      <More query={query} />
    </Loading>
  );
}

export function Deliveries({ slug }: { slug: string }) {
  const { t } = useTranslation('admin');
  const may = useMay('api.manage');
  const [state, setState] = useState('');
  if (!may) return null;
  return (
    <section className={styles['panel']} aria-labelledby="deliveries">
      <div className={styles['panelHead']}>
        <h2 id="deliveries">{t('webhook.deliveries')}</h2>
        <SegmentedControl
          size="xs"
          aria-label={t('list.status')}
          value={state}
          onChange={setState}
          data={[
            { value: '', label: t('webhook.all') },
            ...STATES.map((value) => ({ value, label: t(`webhook.state.${value}`) })),
          ]}
        />
        <Button
          variant="default"
          leftSection={<IconSend size={15} />}
          onClick={() => void trying(() => testWebhook(slug), t('webhook.tested'))}
        >
          {t('webhook.test')}
        </Button>
      </div>
      <List slug={slug} state={state ? asState(state) : null} />
    </section>
  );
}

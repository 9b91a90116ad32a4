/** Queues, agents, waiting work and offers of one moment. */
import { Button } from '@mantine/core';
import { IconCheck, IconX } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { nameOf, useCatalog } from '@/api/session';
import type { AgentState } from '@/api/types';
import { Chip, StateDot } from '@/ui/Bits';
import { ChannelIcon } from '@/ui/icons';
import { sayProblem } from '@/ui/problem';
import { useSlot } from '@/ui/slots';
import { Table, type Column } from '@/ui/Table';
import { clockSpan } from '@/ui/time';
import { toast } from '@/ui/toast';
import {
  decideAgain,
  type AgentThen,
  type OfferThen,
  type Past,
  type QueueThen,
  type WaitingThen,
} from './past';
import then from './Past.module.css';
import styles from './Twin.module.css';
import { useQueueName } from './words';

const WORKING = new Set(['available', 'busy', 'wrap_up', 'not_responding']);
const RANK = ['not_responding', 'busy', 'wrap_up', 'available', 'paused', 'offline'];

export function TotalsThen({ past }: { past: Past }) {
  const { t } = useTranslation('admin');
  const sum = (of: (queue: QueueThen) => number) =>
    past.queues.reduce((total, queue) => total + of(queue), 0);
  const oldest = Math.max(0, ...past.queues.map((queue) => queue.oldest_wait_ms));
  const waiting = sum((queue) => queue.waiting);
  const figures = [
    [t('board.waiting'), String(waiting)],
    [t('board.oldest'), waiting > 0 ? clockSpan(oldest) : '–'],
    [t('board.handling'), String(sum((queue) => queue.handling))],
    [
      t('board.agentsFree'),
      t('board.ofStaffed', {
        available: past.agents.filter((agent) => agent.state === 'available').length,
        staffed: past.agents.filter((agent) => WORKING.has(agent.state)).length,
      }),
    ],
  ];
  return (
    <dl className={then['totals']}>
      {figures.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

export function QueuesThen({ past }: { past: Past }) {
  const { t } = useTranslation('admin');
  const columns: Column<QueueThen>[] = [
    { key: 'name', head: t('board.queue'), cell: (queue) => queue.name, order: (queue) => queue.name },
    {
      key: 'waiting',
      head: t('board.waiting'),
      figures: true,
      cell: (queue) => queue.waiting,
      order: (queue) => queue.waiting,
    },
    {
      key: 'oldest',
      head: t('board.oldest'),
      figures: true,
      cell: (queue) => (queue.waiting ? clockSpan(queue.oldest_wait_ms) : '–'),
      order: (queue) => queue.oldest_wait_ms,
    },
    { key: 'offered', head: t('board.offered'), figures: true, cell: (queue) => queue.offered || '–' },
    { key: 'handling', head: t('board.handling'), figures: true, cell: (queue) => queue.handling || '–' },
    {
      key: 'agents',
      head: t('board.agentsFree'),
      figures: true,
      cell: (queue) =>
        t('board.ofStaffed', { available: queue.agents_available, staffed: queue.agents_staffed }),
    },
  ];
  return (
    <section className={then['then-part']} aria-labelledby="past-queues">
      <h2 id="past-queues">{t('board.queues')}</h2>
      <Table
        label={t('board.queues')}
        columns={columns}
        rows={past.queues}
        id={(one) => one.queue}
        initial="-oldest"
      />
    </section>
  );
}

function AgentState({ agent }: { agent: AgentThen }) {
  const { t, i18n } = useTranslation();
  const { pauses } = useCatalog();
  return (
    <span className={then['state']}>
      <StateDot state={agent.state} />
      {t(`presence.${agent.state as AgentState}`)}
      {agent.reason && <small>{nameOf(pauses, agent.reason, i18n.language)}</small>}
    </span>
  );
}

export function AgentsThen({ past }: { past: Past }) {
  const { t } = useTranslation('admin');
  const at = Date.parse(past.at);
  const columns: Column<AgentThen>[] = [
    { key: 'name', head: t('board.agent'), cell: (agent) => agent.name, order: (agent) => agent.name },
    {
      key: 'state',
      head: t('board.state'),
      cell: (agent) => <AgentState agent={agent} />,
      order: (agent) => RANK.indexOf(agent.state),
    },
    {
      key: 'since',
      head: t('board.since'),
      figures: true,
      cell: (agent) => (Date.parse(agent.since) > 0 ? clockSpan(at - Date.parse(agent.since)) : '–'),
    },
    {
      key: 'handling',
      head: t('board.handles'),
      cell: (agent) => (
        <span className={then['works']}>
          {agent.handling.map((one) => (
            <Link key={one.interaction} to={`/inbox/all/${one.conversation}` as string}>
              <ChannelIcon channel={one.channel} size={14} />
              {one.customer || clockSpan(at - Date.parse(one.since))}
            </Link>
          ))}
          {agent.handling.length === 0 && '–'}
        </span>
      ),
    },
  ];
  return (
    <section className={then['then-part']} aria-labelledby="past-agents">
      <h2 id="past-agents">{t('board.agents')}</h2>
      <Table
        label={t('board.agents')}
        columns={columns}
        rows={past.agents}
        id={(one) => one.id}
        initial="state"
      />
    </section>
  );
}

export function WaitingThenList({ past }: { past: Past }) {
  const { t } = useTranslation(['twin', 'desk', 'admin']);
  const queueName = useQueueName();
  const columns: Column<WaitingThen>[] = [
    { key: 'place', head: t('past.place'), figures: true, cell: (one) => one.position },
    { key: 'queue', head: t('kind.queue'), cell: (one) => queueName(one.queue) },
    {
      key: 'who',
      head: t('past.who'),
      cell: (one) => (
        <Link to={`/inbox/all/${one.conversation}` as string} className={then['work']}>
          <ChannelIcon channel={one.channel} size={14} />
          {one.customer.name || t('desk:customer.unnamed')}
          {one.subject && ` · ${one.subject}`}
        </Link>
      ),
    },
    { key: 'wait', head: t('past.waited'), figures: true, cell: (one) => clockSpan(one.wait_ms) },
  ];
  return (
    <section className={then['then-part']} aria-labelledby="past-waiting">
      <h2 id="past-waiting">{t('past.waiting')}</h2>
      {past.waiting.length === 0 ? (
        <p className={styles['quiet']}>{t('past.nothingWaited')}</p>
      ) : (
        <Table
          label={t('past.waiting')}
          columns={columns}
          rows={past.waiting}
          id={(one) => one.interaction}
        />
      )}
    </section>
  );
}

/** The decision made again from the log: whether it comes out the same, byte for byte. */
function Again({ offer }: { offer: string }) {
  const { t } = useTranslation('twin');
  const [same, setSame] = useState<boolean | null>(null);
  const [busy, setBusy] = useState(false);
  if (same !== null) {
    return (
      <Chip tone={same ? 'ok' : 'bad'}>
        {same ? <IconCheck size={12} aria-hidden /> : <IconX size={12} aria-hidden />}{' '}
        {same ? t('past.same') : t('past.different')}
      </Chip>
    );
  }
  const act = async () => {
    setBusy(true);
    try {
      setSame((await decideAgain(offer)).same);
    } catch (error) {
      toast.failed(sayProblem(error));
    }
    setBusy(false);
  };
  return (
    <Button size="compact-xs" variant="default" loading={busy} onClick={() => void act()}>
      {t('past.again')}
    </Button>
  );
}

export function OffersThen({ past }: { past: Past }) {
  const { t } = useTranslation('twin');
  const queueName = useQueueName();
  const why = useSlot('why');
  const [open, setOpen] = useState<OfferThen | null>(null);
  const at = Date.parse(past.at);
  const columns: Column<OfferThen>[] = [
    { key: 'when', head: t('past.ago'), figures: true, cell: (one) => clockSpan(at - Date.parse(one.at)) },
    { key: 'agent', head: t('kind.user'), cell: (one) => one.agent.name },
    { key: 'queue', head: t('kind.queue'), cell: (one) => queueName(one.queue) },
    { key: 'state', head: t('past.answer'), cell: (one) => t(`offer.${one.state as 'made'}`) },
    { key: 'waiting', head: t('past.thenWaiting'), figures: true, cell: (one) => one.waiting },
    {
      key: 'why',
      head: t('past.why'),
      cell: (one) => (
        <span className={styles['pair']}>
          <Button size="compact-xs" variant="default" onClick={() => setOpen(one)}>
            {t('past.why')}
          </Button>
          <Again key={one.offer} offer={one.offer} />
        </span>
      ),
    },
  ];
  return (
    <section className={then['then-part']} aria-labelledby="past-offers">
      <h2 id="past-offers">{t('past.offers')}</h2>
      {past.offers.length === 0 ? (
        <p className={styles['quiet']}>{t('past.noOffers')}</p>
      ) : (
        <Table label={t('past.offers')} columns={columns} rows={past.offers} id={(one) => one.offer} />
      )}
      {open &&
        why({
          interaction: open.interaction,
          offer: open.offer,
          title: open.agent.name,
          onClose: () => setOpen(null),
        })}
    </section>
  );
}

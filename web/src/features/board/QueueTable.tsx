/** Queues as they are: what waits, how long, who could take it. A queue opens what waits in it. */
import { IconAlertTriangle, IconChevronRight } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Chip } from '@/ui/Bits';
import { Elapsed } from '@/ui/Elapsed';
import { Table, type Column } from '@/ui/Table';
import styles from './Board.module.css';
import { Load } from './Load';
import type { QueueNow } from './questions';

const dash = <span aria-hidden>–</span>;

function Agents({ queue }: { queue: QueueNow }) {
  const { t } = useTranslation('admin');
  const nobody = queue.waiting > 0 && queue.agents_available === 0;
  return (
    <span className={styles['staff']}>
      {nobody && (
        <Chip tone="bad">
          <IconAlertTriangle size={12} aria-hidden /> {t('board.nobodyFree')}
        </Chip>
      )}
      <span>
        {t('board.ofStaffed', { available: queue.agents_available, staffed: queue.agents_staffed })}
      </span>
    </span>
  );
}

export function QueueTable({ queues, at }: { queues: readonly QueueNow[]; at: number }) {
  const { t } = useTranslation('admin');
  const columns: Column<QueueNow>[] = [
    {
      key: 'name',
      head: t('board.queue'),
      order: (queue) => queue.name,
      cell: (queue) => (
        <Link to="/board" search={{ queue: queue.queue } as never} className={styles['open']}>
          {queue.name}
          <IconChevronRight size={14} aria-hidden />
        </Link>
      ),
    },
    {
      key: 'waiting',
      head: t('board.waiting'),
      figures: true,
      order: (queue) => queue.waiting,
      cell: (queue) => <b data-zero={queue.waiting === 0 || undefined}>{queue.waiting}</b>,
    },
    {
      key: 'channels',
      head: t('board.byChannel'),
      cell: (queue) => (queue.waiting ? <Load load={queue.by_channel} /> : dash),
    },
    {
      key: 'oldest',
      head: t('board.oldest'),
      figures: true,
      order: (queue) => queue.oldest_wait_ms,
      cell: (queue) => (queue.waiting ? <Elapsed since={at - queue.oldest_wait_ms} clock /> : dash),
    },
    {
      key: 'offered',
      head: t('board.offered'),
      figures: true,
      order: (queue) => queue.offered,
      cell: (queue) => queue.offered || dash,
    },
    {
      key: 'handling',
      head: t('board.handling'),
      figures: true,
      order: (queue) => queue.handling,
      cell: (queue) => queue.handling || dash,
    },
    {
      key: 'agents',
      head: t('board.agentsFree'),
      figures: true,
      order: (queue) => queue.agents_available,
      cell: (queue) => <Agents queue={queue} />,
    },
  ];
  return (
    <Table
      label={t('board.queues')}
      columns={columns}
      rows={queues}
      id={(queue) => queue.queue}
      initial="-oldest"
    />
  );
}

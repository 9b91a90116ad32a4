/** Queues as they are: what waits, how long, who could take it. A queue opens what waits in it. */
import { ActionIcon, Menu, Tooltip } from '@mantine/core';
import {
  IconAlertTriangle,
  IconBan,
  IconBell,
  IconChartBar,
  IconChevronRight,
  IconDoor,
  IconDots,
} from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Chip } from '@/ui/Bits';
import { Elapsed } from '@/ui/Elapsed';
import { ChannelIcon, isKnownChannel } from '@/ui/icons';
import { shortSpan } from '@/ui/time';
import { Table, type Column } from '@/ui/Table';
import styles from './Board.module.css';
import type { QueueNow } from './questions';
import { AbandonedToday, Alarms, handleToday, LevelToday } from './TodayCells';

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

function State({ queue }: { queue: QueueNow }) {
  const { t } = useTranslation('admin');
  if (queue.state === 'normal') return null;
  return (
    <Chip tone={queue.state === 'emergency' ? 'bad' : 'warn'}>
      <IconBan size={12} aria-hidden /> {t(`board.queueState.${queue.state}`)}
    </Chip>
  );
}

/** How many wait; and how full the queue is, where it has a limit. */
function WaitingNow({ queue }: { queue: QueueNow }) {
  const { t } = useTranslation('admin');
  const { waiting, limit } = queue;
  const full = limit > 0 && waiting >= limit;
  return (
    <span className={styles['filling']} title={limit ? t('board.limitOf', { waiting, limit }) : undefined}>
      <b data-zero={waiting === 0 || undefined}>{waiting}</b>
      {limit > 0 && (
        <>
          <small> / {limit}</small>
          <span className={styles['fill']} data-full={full || undefined} aria-hidden>
            <span style={{ width: `${Math.min(100, (100 * waiting) / limit)}%` }} />
          </span>
        </>
      )}
    </span>
  );
}

/** For each channel: how many wait, and what somebody who came now must expect. */
function Channels({ queue }: { queue: QueueNow }) {
  const { t } = useTranslation(['admin', 'desk']);
  const channels = Object.keys({ ...queue.expected, ...queue.by_channel }).sort();
  if (channels.length === 0) return dash;
  return (
    <span className={styles['perChannel']}>
      {channels.map((channel) => {
        const expected = queue.expected[channel];
        const span = expected && {
          low: shortSpan(expected.low_ms),
          high: shortSpan(expected.high_ms),
        };
        const atOnce = expected?.high_ms === 0;
        const said = !span
          ? t('board.expectNobody')
          : atOnce
            ? t('board.expectAtOnce')
            : t('board.expectFor', span);
        const name = isKnownChannel(channel) ? t(`desk:channel.${channel}`) : channel;
        const count = queue.by_channel[channel] ?? 0;
        return (
          <Tooltip key={channel} label={t('board.waits', { channel: name, count, expected: said })}>
            <span>
              <ChannelIcon channel={channel} size={14} />
              <b data-zero={count === 0 || undefined}>{count}</b>
              {count > 0 && (
                <small>{!span ? '–' : atOnce ? t('board.expectAtOnce') : t('board.expect', span)}</small>
              )}
            </span>
          </Tooltip>
        );
      })}
    </span>
  );
}

interface Props {
  queues: readonly QueueNow[];
  at: number;
  onSwitch: (queue: QueueNow) => void;
  onAlerts: (queue: QueueNow) => void;
}

function Doing({ queue, onSwitch, onAlerts }: Pick<Props, 'onSwitch' | 'onAlerts'> & { queue: QueueNow }) {
  const { t } = useTranslation(['admin', 'report']);
  return (
    <Menu>
      <Menu.Target>
        <ActionIcon aria-label={t('report:actionsOf', { queue: queue.name })}>
          <IconDots size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconDoor size={15} />} onClick={() => onSwitch(queue)}>
          {t('board.switch')}
        </Menu.Item>
        <Menu.Item leftSection={<IconBell size={15} />} onClick={() => onAlerts(queue)}>
          {t('report:alerts.item')}
        </Menu.Item>
        <Menu.Item
          component={Link}
          to={'/reports' as string}
          search={{ range: 'today', queue: queue.queue } as never}
          leftSection={<IconChartBar size={15} />}
        >
          {t('report:todaysReport')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

export function QueueTable({ queues, at, onSwitch, onAlerts }: Props) {
  const { t } = useTranslation(['admin', 'report']);
  const columns: Column<QueueNow>[] = [
    {
      key: 'name',
      head: t('board.queue'),
      order: (queue) => queue.name,
      cell: (queue) => (
        <Link to="/board" search={{ queue: queue.queue } as never} className={styles['open']}>
          {queue.name}
          <IconChevronRight size={14} aria-hidden />
          <State queue={queue} />
          <Alarms queue={queue} />
        </Link>
      ),
    },
    {
      key: 'waiting',
      head: t('board.waiting'),
      figures: true,
      order: (queue) => queue.waiting,
      cell: (queue) => <WaitingNow queue={queue} />,
    },
    {
      key: 'channels',
      head: t('board.byChannel'),
      cell: (queue) => <Channels queue={queue} />,
    },
    {
      key: 'oldest',
      head: t('board.oldest'),
      figures: true,
      order: (queue) => queue.oldest_wait_ms,
      cell: (queue) => (queue.waiting ? <Elapsed since={at - queue.oldest_wait_ms} clock /> : dash),
    },
    {
      key: 'overdue',
      head: t('board.overdue'),
      figures: true,
      order: (queue) => queue.overdue,
      cell: (queue) =>
        queue.overdue ? (
          <Chip tone="bad">
            <IconAlertTriangle size={12} aria-hidden /> {queue.overdue}
          </Chip>
        ) : (
          dash
        ),
    },
    {
      key: 'handling',
      head: t('board.handling'),
      figures: true,
      order: (queue) => queue.handling,
      cell: (queue) =>
        queue.handling + queue.offered
          ? `${queue.handling}${queue.offered ? ` +${queue.offered}` : ''}`
          : dash,
    },
    {
      key: 'agents',
      head: t('board.agentsFree'),
      figures: true,
      order: (queue) => queue.agents_available,
      cell: (queue) => <Agents queue={queue} />,
    },
    {
      key: 'level',
      head: t('report:metric.service_level_pct.short'),
      figures: true,
      order: (queue) => queue.today?.service_level_pct ?? 101,
      cell: (queue) => <LevelToday queue={queue} />,
    },
    {
      key: 'abandoned',
      head: t('report:metric.abandoned_pct.short'),
      figures: true,
      order: (queue) => queue.today?.abandoned ?? 0,
      cell: (queue) => <AbandonedToday queue={queue} />,
    },
    {
      key: 'handle',
      head: t('report:metric.handle_s.short'),
      figures: true,
      order: (queue) => queue.today?.handle_s ?? 0,
      cell: (queue) => handleToday(queue),
    },
    {
      key: 'switch',
      head: t('board.actions'),
      quiet: true,
      figures: true,
      cell: (queue) => <Doing queue={queue} onSwitch={onSwitch} onAlerts={onAlerts} />,
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

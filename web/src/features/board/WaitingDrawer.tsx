/** What waits in one queue, in its order: who, how long, why still, and where it should go instead. */
import { Button, Drawer, Select } from '@mantine/core';
import {
  IconArrowsExchange,
  IconClock,
  IconHelpCircle,
  IconMoodSmile,
  IconStarFilled,
} from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useMay } from '@/api/session';
import { Chip } from '@/ui/Bits';
import { Elapsed } from '@/ui/Elapsed';
import { ChannelIcon } from '@/ui/icons';
import { sayProblem } from '@/ui/problem';
import { EmptyState, ErrorState, ListSkeleton } from '@/ui/States';
import { shortSpan, useNow } from '@/ui/time';
import { toast } from '@/ui/toast';
import styles from './Board.module.css';
import { route, useWaiting, type QueueNow, type Waiting } from './questions';

interface ItemProps {
  item: Waiting;
  onWhy: () => void;
  onRoute: () => void;
}

const LEVELS = ['1', '2', '3', '4', '5'] as const;

function Urgency({ item }: { item: Waiting }) {
  const { t } = useTranslation(['admin', 'desk']);
  const put = async (priority: number) => {
    try {
      await route(item.interaction, { priority });
      toast.done(t('desk:done.priority'), () => void route(item.interaction, { priority: item.priority }));
    } catch (error) {
      toast.failed(sayProblem(error));
    }
  };
  return (
    <Select
      w={112}
      aria-label={t('desk:priority.label')}
      value={String(item.priority)}
      allowDeselect={false}
      data={LEVELS.map((level) => ({ value: level, label: t(`desk:priority.${level}`) }))}
      onChange={(level) => level && void put(Number(level))}
    />
  );
}

/** What sets it apart: a VIP customer, a step reached, when it is due. */
function Marks({ item }: { item: Waiting }) {
  const { t } = useTranslation('admin');
  const now = useNow();
  const left = item.due_at ? Date.parse(item.due_at) - now : null;
  if (!item.vip && item.step === 0 && left === null) return null;
  return (
    <span className={styles['marks']}>
      {item.vip && (
        <Chip tone="accent">
          <IconStarFilled size={11} aria-hidden /> {t('board.vip')}
        </Chip>
      )}
      {item.step > 0 && <Chip tone="info">{t('board.step', { step: item.step })}</Chip>}
      {left !== null && (
        <Chip tone={left < 0 ? 'bad' : 'plain'}>
          <IconClock size={12} aria-hidden />{' '}
          {left < 0 ? t('board.late', { span: shortSpan(-left) }) : t('board.due', { span: shortSpan(left) })}
        </Chip>
      )}
    </span>
  );
}

function Item({ item, onWhy, onRoute }: ItemProps) {
  const { t } = useTranslation(['admin', 'desk']);
  const { customer } = item;
  return (
    <li className={styles['waiting']}>
      <span className={styles['place']} title={t('board.position', { position: item.position })}>
        {item.position}
      </span>
      <div className={styles['who']}>
        <Link to={`/inbox/all/${item.conversation}` as string}>
          <ChannelIcon channel={item.channel} size={15} />
          <b>{customer.name || t('desk:customer.unnamed')}</b>
          <small>#{item.number}</small>
        </Link>
        {item.subject && <span className={styles['subject']}>{item.subject}</span>}
        <small className={styles['quiet']}>
          {t('desk:row.waiting')} <Elapsed since={Date.parse(item.since)} clock />
        </small>
        <Marks item={item} />
        <div className={styles['doing']}>
          <Urgency item={item} />
          <Button variant="default" leftSection={<IconArrowsExchange size={15} />} onClick={onRoute}>
            {t('board.route')}
          </Button>
          <Button variant="subtle" leftSection={<IconHelpCircle size={15} />} onClick={onWhy}>
            {t('board.why')}
          </Button>
        </div>
      </div>
    </li>
  );
}

interface Props {
  queue: QueueNow;
  /** A dialog stands over it: Escape and the focus are that one's. */
  covered: boolean;
  onClose: () => void;
  onWhy: (item: Waiting) => void;
  onRoute: (item: Waiting) => void;
}

function Body({ queue, onWhy, onRoute }: Props) {
  const { t } = useTranslation('admin');
  const query = useWaiting(queue.queue);
  if (query.isPending) return <ListSkeleton rows={4} />;
  if (query.isError) {
    return (
      <ErrorState
        title={t('board.failed')}
        detail={sayProblem(query.error)}
        onRetry={() => void query.refetch()}
      />
    );
  }
  const items = query.data.items;
  if (items.length === 0) {
    return (
      <EmptyState icon={<IconMoodSmile size={26} stroke={1.6} aria-hidden />} title={t('board.nobodyWaits')}>
        {t('board.nobodyWaitsHint')}
      </EmptyState>
    );
  }
  return (
    <ol className={styles['waitingList']}>
      {items.map((item) => (
        <Item key={item.interaction} item={item} onWhy={() => onWhy(item)} onRoute={() => onRoute(item)} />
      ))}
    </ol>
  );
}

export function WaitingDrawer(props: Props) {
  const { t } = useTranslation('admin');
  const may = useMay('queue.supervise');
  return (
    <Drawer
      opened={may}
      onClose={props.onClose}
      position="right"
      closeOnEscape={!props.covered}
      trapFocus={!props.covered}
      size="min(480px, 100vw)"
      title={t('board.waitingIn', { queue: props.queue.name })}
      closeButtonProps={{ 'aria-label': t('board.close') }}
      overlayProps={{ backgroundOpacity: 0.25 }}
    >
      <Body {...props} />
    </Drawer>
  );
}

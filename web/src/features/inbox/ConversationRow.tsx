/** A conversation in a list: who, what was said last, since when it waits, whose it is. */
import { IconAlarm, IconClock, IconCornerUpLeft, IconFlame, IconStarFilled } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { nameOf, useCatalog, useMe } from '@/api/session';
import type { Row, View } from '@/api/types';
import { useLive } from '@/live/store';
import { Avatar, Chip } from '@/ui/Bits';
import { ChannelIcon } from '@/ui/icons';
import { fullTime, shortSpan, useNow, whenShort } from '@/ui/time';
import styles from './Inbox.module.css';

const SOON = 0.25;

/** How the wait stands: plain, an answer due soon (the last quarter of its time), overdue. */
export function waitTone(since: number, due: number | null, now: number): 'plain' | 'warn' | 'bad' {
  if (due === null) return 'plain';
  if (now >= due) return 'bad';
  return due - now <= (due - since) * SOON ? 'warn' : 'plain';
}

function Waiting({ row }: { row: Row }) {
  const { t } = useTranslation();
  const now = useNow();
  if (row.waiting_since === null) {
    const touched = Date.parse(row.touched_at);
    return (
      <time className={styles['when']} dateTime={row.touched_at} title={fullTime(touched)}>
        {whenShort(touched, now)}
      </time>
    );
  }
  const since = Date.parse(row.waiting_since);
  const due = row.due_at === null ? null : Date.parse(row.due_at);
  const tone = waitTone(since, due, now);
  return (
    <span
      className={styles['wait']}
      data-tone={tone}
      title={[
        t('row.waitingSince', { time: fullTime(since) }),
        due === null ? '' : t('row.due', { time: fullTime(due) }),
      ].join(' ')}
    >
      {tone === 'bad' ? <IconAlarm size={14} aria-hidden /> : <IconClock size={13} aria-hidden />}
      <span className="sr-only">{t('row.waiting')} </span>
      {shortSpan(now - since)}
    </span>
  );
}

function LastLine({ row }: { row: Row }) {
  const { t } = useTranslation();
  const typing = useLive((state) => state.typing[row.id]);
  const now = useNow();
  if (typing && typing.until > now && typing.who === 'customer') {
    return <span className={styles['typingLine']}>{t('typing.customer', { name: row.customer.name })}</span>;
  }
  return (
    <span className={styles['last']}>
      {row.last_author === 'agent' && <IconCornerUpLeft size={13} aria-label={t('row.answered')} />}
      <span>
        {row.subject ? <b>{row.subject} </b> : null}
        {row.last_line}
      </span>
    </span>
  );
}

function Marks({ row }: { row: Row }) {
  const { t, i18n } = useTranslation();
  const { queues } = useCatalog();
  return (
    <>
      {row.customer.vip && (
        <Chip tone="accent" title={t('customer.isVip')}>
          <IconStarFilled size={11} aria-hidden />
          {t('customer.vip')}
        </Chip>
      )}
      {row.priority <= 2 && (
        <Chip tone="bad">
          <IconFlame size={12} aria-hidden />
          {t(`priority.${row.priority as 1 | 2}`)}
        </Chip>
      )}
      {row.status === 'pending' || row.status === 'snoozed' || row.status === 'resolved' ? (
        <Chip tone={row.status === 'resolved' ? 'ok' : 'info'}>{t(`status.${row.status}`)}</Chip>
      ) : null}
      <Chip>{nameOf(queues, row.queue, i18n.language)}</Chip>
    </>
  );
}

interface Props {
  row: Row;
  view: View;
  open: boolean;
}

export const ConversationRow = memo(function ConversationRow({ row, view, open }: Props) {
  const { t } = useTranslation();
  const { user } = useMe();
  return (
    <Link
      to={`/inbox/${view}/${row.id}` as string}
      className={styles['row']}
      data-unread={row.unread || undefined}
      data-open={open || undefined}
      activeProps={{}}
    >
      <span className={styles['rowIcon']}>
        <ChannelIcon channel={row.channel} />
      </span>
      <span className={styles['rowTop']}>
        <span className={styles['name']}>{row.customer.name || t('customer.unnamed')}</span>
        <Waiting row={row} />
      </span>
      <LastLine row={row} />
      <span className={styles['rowFoot']}>
        <Marks row={row} />
        <span className={styles['grow']} />
        {row.agent && row.agent.id !== user.id && (
          <span className={styles['assignee']} title={t('row.assigned', { name: row.agent.name })}>
            <Avatar name={row.agent.name} size={18} />
            {row.agent.name.split(' ')[0]}
          </span>
        )}
        {row.unread && <span className={styles['unread']} role="img" aria-label={t('row.unread')} />}
      </span>
    </Link>
  );
});

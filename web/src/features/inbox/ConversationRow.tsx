/** A conversation in a list: who, what was said last, its clock, since when it waits, whose it is. */
import {
  IconCornerUpLeft,
  IconFlame,
  IconHandStop,
  IconPinFilled,
  IconRobot,
  IconStarFilled,
} from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { memo, type MouseEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { nameOf, useCatalog, useMe } from '@/api/session';
import type { ListName, Row } from '@/api/types';
import { useLive } from '@/live/store';
import { Avatar, Chip } from '@/ui/Bits';
import { ChannelIcon } from '@/ui/icons';
import { fullTime, shortSpan, useNow, whenShort } from '@/ui/time';
import styles from './Lists.module.css';
import { selection, useSelection } from './selection';
import { clockOf, SlaClock } from './Sla';

const NAMED_KINDS: readonly string[] = ['complaint', 'claim', 'incident'];
const CALM: readonly string[] = ['pending', 'snoozed', 'resolved'];
const MOST_TAGS = 1;

function Touched({ row }: { row: Row }) {
  const now = useNow();
  const touched = Date.parse(row.touched_at);
  return (
    <time className={styles['when']} dateTime={row.touched_at} title={fullTime(touched)}>
      {whenShort(touched, now)}
    </time>
  );
}

function Waiting({ row }: { row: Row }) {
  const { t } = useTranslation('lists');
  const now = useNow();
  if (row.waiting_since === null) return <Touched row={row} />;
  const since = Date.parse(row.waiting_since);
  return (
    <span className={styles['when']} title={fullTime(since)}>
      {t('sla.waits', { span: shortSpan(now - since) })}
    </span>
  );
}

function useTyping(row: Row): string | null {
  const { t } = useTranslation();
  const typing = useLive((state) => state.typing[row.id]);
  const now = useNow();
  if (!typing || typing.until <= now) return null;
  return typing.who === 'customer'
    ? t('typing.customer', { name: row.customer.name || t('customer.unnamed') })
    : t('conversation.writing', { name: typing.who });
}

function LastLine({ row }: { row: Row }) {
  const { t } = useTranslation();
  const typing = useTyping(row);
  if (typing !== null) return <span className={styles['typingLine']}>{typing}</span>;
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

/** What calls for attention, in the order it matters. */
function Marks({ row, view, pinned }: { row: Row; view: ListName; pinned: boolean }) {
  const { t } = useTranslation();
  const lists = useTranslation('lists').t;
  return (
    <>
      {pinned && (
        <span className={styles['pin']} title={lists('list.pinned')}>
          <IconPinFilled size={13} aria-label={lists('list.pinned')} />
        </span>
      )}
      {row.hand_raised_at !== null && (
        <Chip tone="warn">
          <IconHandStop size={12} aria-hidden />
          {lists('row.hand')}
        </Chip>
      )}
      {row.interaction?.state === 'in_flow' && row.interaction.channel !== 'callback' && (
        <Chip tone="info">
          <IconRobot size={12} aria-hidden />
          {lists('row.flow')}
        </Chip>
      )}
      {row.priority <= 2 && (
        <Chip tone="bad">
          <IconFlame size={12} aria-hidden />
          {t(`priority.${row.priority as 1 | 2}`)}
        </Chip>
      )}
      {NAMED_KINDS.includes(row.kind) && <Chip tone="note">{lists(`kind.${row.kind as 'claim'}`)}</Chip>}
      {row.status !== view && CALM.includes(row.status) && (
        <Chip tone={row.status === 'resolved' ? 'ok' : 'info'}>{t(`status.${row.status}`)}</Chip>
      )}
    </>
  );
}

function Foot({ row, view, pinned }: { row: Row; view: ListName; pinned: boolean }) {
  const { t, i18n } = useTranslation();
  const { user } = useMe();
  const catalog = useCatalog();
  const tags = row.tags.slice(0, MOST_TAGS);
  const more = row.tags.length - tags.length;
  return (
    <span className={styles['rowFoot']}>
      <span className={styles['marks']}>
        <Marks row={row} view={view} pinned={pinned} />
        {tags.map((slug) => (
          <Chip key={slug}>{nameOf(catalog.tags, slug, i18n.language)}</Chip>
        ))}
        {more > 0 && <span className={styles['when']}>+{more}</span>}
        <span className={styles['queue']}>{nameOf(catalog.queues, row.queue, i18n.language)}</span>
      </span>
      {clockOf(row) === null && <Waiting row={row} />}
      {row.agent && row.agent.id !== user.id && (
        <span className={styles['assignee']} title={t('row.assigned', { name: row.agent.name })}>
          <Avatar name={row.agent.name} size={18} />
          <span className="sr-only">{t('row.assigned', { name: row.agent.name })}</span>
        </span>
      )}
    </span>
  );
}

interface Props {
  row: Row;
  view: ListName;
  open: boolean;
  pinned: boolean;
  compact: boolean;
  rows: () => readonly Row[];
}

export const ConversationRow = memo(function ConversationRow(props: Props) {
  const { row, view, open, pinned, compact, rows } = props;
  const { t } = useTranslation();
  const lists = useTranslation('lists').t;
  const chosen = useSelection((state) => state.ids.has(row.id));
  const choosing = useSelection((state) => state.ids.size > 0);
  const name = row.customer.name || t('customer.unnamed');
  const choose = (event: MouseEvent) => {
    if (event.shiftKey) selection.through(row.id, rows());
    else selection.toggle(row.id);
  };
  const onLink = (event: MouseEvent) => {
    if (!event.shiftKey && !choosing) return;
    if (!event.shiftKey) return;
    event.preventDefault();
    selection.through(row.id, rows());
  };
  return (
    <div
      className={styles['row']}
      data-unread={row.unread || undefined}
      data-open={open || undefined}
      data-chosen={chosen || undefined}
      data-choosing={choosing || undefined}
      data-compact={compact || undefined}
    >
      <span className={styles['rowIcon']}>
        <span className={styles['channel']}>
          <ChannelIcon channel={row.channel} />
        </span>
        <label className={styles['choose']}>
          <input
            type="checkbox"
            tabIndex={choosing ? 0 : -1}
            aria-label={lists('list.selectOne', { name })}
            checked={chosen}
            onClick={choose}
            onChange={() => undefined}
          />
        </label>
      </span>
      <Link
        to={`/inbox/${view}/${row.id}` as string}
        className={styles['rowLink']}
        activeProps={{}}
        onClick={onLink}
      >
        <span className={styles['rowTop']}>
          <span className={styles['name']}>
            {row.unread && <span className={styles['unread']} role="img" aria-label={t('row.unread')} />}
            <span>{name}</span>
            {row.customer.vip && (
              <IconStarFilled className={styles['vip']} size={12} aria-label={t('customer.isVip')} />
            )}
          </span>
          <SlaClock row={row} />
          {compact && clockOf(row) === null && <Waiting row={row} />}
        </span>
        <LastLine row={row} />
        {!compact && <Foot row={row} view={view} pinned={pinned} />}
      </Link>
    </div>
  );
});

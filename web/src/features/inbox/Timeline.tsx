/** Everything that passed in a conversation, oldest above; stays at the end while the reader is at the end. */
import { Button } from '@mantine/core';
import { IconArrowDown } from '@tabler/icons-react';
import { Fragment, lazy, Suspense, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useOutbox, type Outgoing } from '@/api/outbox';
import { asProblem } from '@/api/problem';
import type { Conversation, Entry } from '@/api/types';
import { useLive } from '@/live/store';
import { keyOf } from '@/live/thread';
import { sayProblem } from '@/ui/problem';
import { useMe } from '@/api/session';
import { ErrorState, ListSkeleton } from '@/ui/States';
import { dayName, useNow } from '@/ui/time';
import { attempt } from './attempt';
import { useMatter } from './head/Relations';
import { EventLine } from './EventLine';
import line from './EventLine.module.css';
import styles from './Timeline.module.css';
import { MessageCard } from './MessageCard';
import { firstUnread, inRuns, type Run } from './runs';
import { messageInAddress, showNamed } from './named';
import { told } from './story';
import { Unsent } from './Unsent';
import { readOlder, useTimeline } from './questions';

const HeldBubbles = lazy(async () => ({ default: (await import('./writing/HeldBubbles')).HeldBubbles }));

const NEAR_END = 80;
/** So near the beginning older entries are fetched by themselves. */
const NEAR_TOP = 240;

/** Keeps the view at the end when something comes and the reader was there; else where it was, counted from below. */
function useStickToEnd(length: number, oldest: string | undefined) {
  const scroller = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  const fromEnd = useRef(0);
  /** How far could be scrolled when it last was: when that changed, it was not the reader who moved. */
  const room = useRef(0);
  const first = useRef<string | undefined>(undefined);
  const [away, setAway] = useState(false);
  const toEnd = () => {
    const box = scroller.current;
    if (box) box.scrollTop = box.scrollHeight;
  };
  useLayoutEffect(() => {
    const box = scroller.current;
    if (!box) return;
    if (oldest !== undefined && first.current === undefined && showNamed(box, messageInAddress())) {
      first.current = oldest;
      atEnd.current = false;
      return;
    }
    if (first.current !== oldest && !atEnd.current) box.scrollTop = box.scrollHeight - fromEnd.current;
    else if (atEnd.current) box.scrollTop = box.scrollHeight;
    first.current = oldest;
  }, [length, oldest]);
  useEffect(() => {
    if (!content.current) return;
    const watch = new ResizeObserver(() => {
      if (atEnd.current) toEnd();
    });
    watch.observe(content.current);
    if (scroller.current) watch.observe(scroller.current);
    return () => watch.disconnect();
  }, []);
  const onScroll = () => {
    const box = scroller.current;
    if (!box) return;
    const grew = box.scrollHeight - box.clientHeight !== room.current;
    room.current = box.scrollHeight - box.clientHeight;
    if (grew && atEnd.current) {
      toEnd();
      return;
    }
    fromEnd.current = box.scrollHeight - box.scrollTop;
    atEnd.current = fromEnd.current - box.clientHeight < NEAR_END;
    setAway(!atEnd.current);
  };
  return { scroller, content, onScroll, away, toEnd };
}

function unsentOf(items: readonly Outgoing[], conversation: string, entries: readonly Entry[]): Outgoing[] {
  const known = new Set(entries.flatMap((entry) => (entry.type === 'message' ? [entry.client_id] : [])));
  return items.filter((item) => item.conversation === conversation && !known.has(item.client_id));
}

function TypingLine({ conversation }: { conversation: Conversation }) {
  const { t } = useTranslation();
  const typing = useLive((state) => state.typing[conversation.id]);
  const now = useNow();
  if (typing?.who !== 'customer' || typing.until < now) return null;
  return (
    <div className={styles['typing']} role="status">
      <span className={styles['dots']} aria-hidden>
        <i />
        <i />
        <i />
      </span>
      {t('typing.customer', { name: conversation.customer.name || t('customer.unnamed') })}
    </div>
  );
}

/** Where what is new begins, as it was when the conversation was opened: reading it does not move the line. */
function useNewFrom(id: string, entries: readonly Entry[]): string | null {
  const { user } = useMe();
  const { data, isFetchedAfterMount } = useMatter(id);
  const [seen, setSeen] = useState<number | null | undefined>(undefined);
  if (seen === undefined && isFetchedAfterMount && data) setSeen(data.seen);
  return useMemo(() => firstUnread(entries, seen ?? null, user.id), [entries, seen, user.id]);
}

function Folded({ run }: { run: Run }) {
  const { t } = useTranslation('matter');
  const [open, setOpen] = useState(false);
  return (
    <>
      {open && run.events.map((entry) => <EventLine key={entry.seq} entry={entry} />)}
      <div className={line['event']}>
        <button type="button" className={line['why']} aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? t('timeline.hideEvents') : t('timeline.events', { count: run.events.length })}
        </button>
      </div>
    </>
  );
}

interface EntriesProps {
  entries: readonly Entry[];
  conversation: Conversation;
  newFrom: string | null;
}

function Entries({ entries, conversation, newFrom }: EntriesProps) {
  const { t } = useTranslation('matter');
  const shown = useMemo(() => inRuns(entries), [entries]);
  return shown.map((entry, index) => {
    const before = shown[index - 1];
    return (
      <Fragment key={entry.type === 'run' ? entry.key : keyOf(entry)}>
        <DayLine at={entry.at} before={before?.at} />
        {entry.type === 'message' && entry.id === newFrom && (
          <div className={styles['newLine']} role="separator">
            {t('timeline.new')}
          </div>
        )}
        {entry.type === 'run' ? (
          <Folded run={entry} />
        ) : entry.type === 'message' ? (
          <MessageCard
            message={entry}
            before={before?.type === 'run' ? undefined : before}
            language={conversation.language}
            shown={conversation.id}
          />
        ) : (
          <EventLine entry={entry} />
        )}
      </Fragment>
    );
  });
}

export function Timeline({ conversation }: { conversation: Conversation }) {
  const { t } = useTranslation(['desk', 'matter']);
  const { id } = conversation;
  const { thread, failed, retry } = useTimeline(id);
  const outgoing = useOutbox((outbox) => outbox.items);
  const [reading, setReading] = useState(false);
  const known = thread?.entries;
  const entries = useMemo(() => told((known ?? []) as unknown as Entry[]), [known]);
  const newFrom = useNewFrom(conversation.id, entries);
  const unsent = unsentOf(outgoing, id, entries);
  const oldest = entries[0] && keyOf(entries[0]);
  const { scroller, content, onScroll, away, toEnd } = useStickToEnd(entries.length + unsent.length, oldest);
  const older = thread?.older ?? null;
  const [openedAt] = useState(conversation.last);
  const came = Math.max(0, conversation.last - openedAt);
  const readOn = async () => {
    if (!older || reading) return;
    setReading(true);
    await attempt(() => readOlder(id, older));
    setReading(false);
  };
  return (
    <div className={styles['frame']}>
      <div
        ref={scroller}
        className={styles['scroller']}
        onScroll={(event) => {
          onScroll();
          if (event.currentTarget.scrollTop < NEAR_TOP && away) void readOn();
        }}
        tabIndex={0}
        role="log"
        aria-label={t('timeline.label')}
        aria-live="polite"
        aria-relevant="additions"
      >
        <div ref={content} className={styles['content']}>
          {older && (
            <Button variant="subtle" mx="auto" loading={reading} onClick={() => void readOn()}>
              {t('timeline.older')}
            </Button>
          )}
          {!thread?.loaded && entries.length === 0 && failed === null && <ListSkeleton rows={4} />}
          {failed !== null && (
            <ErrorState
              title={t('timeline.failed')}
              detail={sayProblem(failed)}
              reference={asProblem(failed).reference || id}
              onRetry={() => void retry()}
            />
          )}
          <Entries entries={entries} conversation={conversation} newFrom={newFrom} />
          {unsent.map((item) => (
            <Unsent key={item.client_id} item={item} />
          ))}
          <Suspense fallback={null}>
            <HeldBubbles id={id} entries={entries} />
          </Suspense>
          <TypingLine conversation={conversation} />
        </div>
      </div>
      {away && (
        <Button
          className={styles['toEnd']}
          size="compact-sm"
          variant="default"
          leftSection={<IconArrowDown size={14} />}
          onClick={toEnd}
        >
          {came > 0 ? t('matter:collision.came', { count: came }) : t('matter:timeline.newest')}
        </Button>
      )}
    </div>
  );
}

export function DayLine({ at, before }: { at: string; before: string | undefined }) {
  const day = new Date(at).toDateString();
  if (before && new Date(before).toDateString() === day) return null;
  return <div className={styles['day']}>{dayName(Date.parse(at))}</div>;
}

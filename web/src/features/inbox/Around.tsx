/** A stretch of a long timeline around one message: read on in both directions, or go back to the end. */
import { Button } from '@mantine/core';
import { IconArrowDown } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Fragment, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, told as answer } from '@/api/client';
import type { components } from '@/api/schema';
import type { Conversation, Entry } from '@/api/types';
import { asProblem } from '@/api/problem';
import type { LiveEntry } from '@/live/state';
import { keyOf, mergeEntries } from '@/live/thread';
import { sayProblem } from '@/ui/problem';
import { ErrorState, ListSkeleton } from '@/ui/States';
import { attempt } from './attempt';
import { EventLine } from './EventLine';
import { MessageCard } from './MessageCard';
import { showNamed } from './named';
import { told } from './story';
import { DayLine } from './Timeline';
import styles from './Timeline.module.css';

type Stretch = components['schemas']['Around'];

const around = (id: string, message: string, ahead: number, signal?: AbortSignal): Promise<Stretch> =>
  answer(
    api.GET('/api/v1/conversations/{conversation_id}/timeline/around', {
      params: { path: { conversation_id: id }, query: { message, ahead } },
      signal,
    }),
  );

interface Known {
  entries: LiveEntry[];
  older: string | null;
  newer: boolean;
}

const begun = (page: Stretch): Known => ({
  entries: page.items as LiveEntry[],
  older: page.next,
  newer: page.newer,
});

function useStretch(id: string, message: string) {
  const query = useQuery({
    queryKey: ['timeline-around', id, message],
    gcTime: 0,
    queryFn: ({ signal }) => around(id, message, 20, signal),
  });
  const [more, setMore] = useState<Known | null>(null);
  const known = more ?? (query.data ? begun(query.data) : null);
  const readOlder = async () => {
    if (!known?.older) return;
    const params = { path: { conversation_id: id }, query: { before: known.older, limit: 50 } };
    const page = await answer(api.GET('/api/v1/conversations/{conversation_id}/timeline', { params }));
    const entries = mergeEntries(known.entries, page.items as LiveEntry[]);
    setMore({ ...known, entries, older: page.next });
  };
  const readNewer = async () => {
    const last = known?.entries.findLast((entry) => entry.type === 'message');
    if (last?.type !== 'message' || !known) return;
    const page = await around(id, last.id, 40);
    setMore({
      ...known,
      entries: mergeEntries(known.entries, page.items as LiveEntry[]),
      newer: page.newer,
    });
  };
  return { query, known, readOlder, readNewer };
}

interface Props {
  conversation: Conversation;
  message: string;
  onLeave: () => void;
}

export function Around({ conversation, message, onLeave }: Props) {
  const { t } = useTranslation(['work', 'find']);
  const { query, known, readOlder, readNewer } = useStretch(conversation.id, message);
  const [busy, setBusy] = useState(false);
  const scroller = useRef<HTMLDivElement>(null);
  const fromEnd = useRef<number | null>(null);
  const entries = useMemo(() => told((known?.entries ?? []) as unknown as Entry[]), [known]);
  const there = query.isSuccess;
  useEffect(() => {
    if (there) showNamed(scroller.current, message);
  }, [there, message]);
  useLayoutEffect(() => {
    const box = scroller.current;
    if (box && fromEnd.current !== null) box.scrollTop = box.scrollHeight - fromEnd.current;
    fromEnd.current = null;
  }, [entries]);
  const read = async (more: () => Promise<void>, above: boolean) => {
    const box = scroller.current;
    if (above && box) fromEnd.current = box.scrollHeight - box.scrollTop;
    setBusy(true);
    await attempt(more);
    setBusy(false);
  };
  return (
    <div className={styles['frame']}>
      <div className={styles['past']}>
        <span>{t('find:past')}</span>
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconArrowDown size={14} />}
          onClick={onLeave}
        >
          {t('timeline.toEnd')}
        </Button>
      </div>
      <div
        ref={scroller}
        className={styles['scroller']}
        tabIndex={0}
        role="log"
        aria-label={t('timeline.label')}
      >
        <div className={styles['content']}>
          {query.isPending && <ListSkeleton rows={4} />}
          {query.isError && (
            <ErrorState
              title={t('timeline.failed')}
              detail={sayProblem(query.error)}
              reference={asProblem(query.error).reference || conversation.id}
              onRetry={() => void query.refetch()}
            />
          )}
          {known?.older && (
            <Button variant="subtle" mx="auto" loading={busy} onClick={() => void read(readOlder, true)}>
              {t('timeline.older')}
            </Button>
          )}
          {entries.map((entry, index) => (
            <Fragment key={keyOf(entry)}>
              <DayLine at={entry.at} before={entries[index - 1]?.at} />
              {entry.type === 'message' ? (
                <MessageCard message={entry} before={entries[index - 1]} language={conversation.language} />
              ) : (
                <EventLine entry={entry} />
              )}
            </Fragment>
          ))}
          {known?.newer && (
            <Button variant="subtle" mx="auto" loading={busy} onClick={() => void read(readNewer, false)}>
              {t('find:newer')}
            </Button>
          )}
        </div>
      </div>
    </div>
  );
}

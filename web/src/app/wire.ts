/** Ties the layers that do not know each other: frames to the cache, the outbox to the timeline, the line to the session. */
import i18next from 'i18next';
import { useEffect, useRef } from 'react';
import { outbox } from '@/api/outbox';
import { queries } from '@/api/queries';
import { refreshCatalog, useSession } from '@/api/session';
import type { Held } from '@/api/types';
import { useCalling } from '@/live/calling';
import { line, useLine } from '@/live/socket';
import { live } from '@/live/store';
import type { Frame, LiveFact } from '@/live/state';
import { toast } from '@/ui/toast';
import { invalidatedBy } from './invalidate';
import { keepPreferences } from './preferences';

const COUNTS_EVERY = 700;
const LISTS_EVERY = 2500;
let listing: ReturnType<typeof setTimeout> | undefined;

/** Lists that only the server can make (mentions, a team's, saved ones) are read again while things move. */
function listSoon(): void {
  listing ??= setTimeout(() => {
    listing = undefined;
    void queries.invalidateQueries({ queryKey: ['served'] });
    void queries.invalidateQueries({ queryKey: ['views', 'counts'] });
  }, LISTS_EVERY);
}

let counting: ReturnType<typeof setTimeout> | undefined;

/** Lists elsewhere changed and their numbers were not sent along: they are asked for, now and then. */
function countSoon(): void {
  counting ??= setTimeout(() => {
    counting = undefined;
    void queries.invalidateQueries({ queryKey: ['counts'] });
  }, COUNTS_EVERY);
}

function learnHeld(held: Held): void {
  queries.setQueryData<Held[]>(['held', held.conversation], (was) => [...(was ?? []), held]);
}

/** A reply of mine did not go and nobody of us called it back: it is said wherever I am. */
function tellRecalled({ fact, author, why }: LiveFact): void {
  if (
    fact !== 'ReplyRecalled' ||
    author !== useSession.getState().me?.user.id ||
    (why ?? 'author') === 'author'
  )
    return;
  void i18next.loadNamespaces('writing').then(() => toast.failed(i18next.t('writing:held.back')));
}

/** Whether some conversation is not where it was. */
const moves = (frame: Frame): boolean =>
  frame.op === 'touched' || (frame.op === 'fact' && Boolean(frame.rows.conversation));

function spread(frame: Frame): void {
  if (moves(frame)) listSoon();
  if (frame.op === 'touched' && !frame.counts) countSoon();
  if (frame.op === 'ringing') useCalling.setState({ ringing: frame.number });
  if (frame.op === 'bye' && frame.reason === 'signed_out') useSession.setState({ me: null });
  if (frame.op === 'resumed' || frame.op === 'snapshot') outbox.flush();
  if (frame.op !== 'fact') return;
  if (frame.fact.fact === 'DocumentPublished' || frame.fact.fact === 'UserChanged') void refreshCatalog();
  tellRecalled(frame.fact);
  for (const queryKey of invalidatedBy(frame.fact)) void queries.invalidateQueries({ queryKey });
}

export function useWiring(visit: (to: string) => void): void {
  const latest = useRef(visit);
  const me = useSession((session) => session.me?.user.id);
  useEffect(() => {
    if (me === undefined) return;
    const deaf = line.listen(spread);
    outbox.onSent = (entry) => live.learnEntry(entry);
    outbox.onHeld = (held) => learnHeld(held);
    void import('@/features/inbox/drafts').then(({ ownDrafts }) => ownDrafts(me));
    const quiet = keepPreferences();
    const hush: (() => void)[] = [];
    void import('./notices').then(({ heed }) => hush.push(heed((to) => latest.current(to))));
    line.start(me);
    outbox.start(me);
    return () => {
      deaf();
      quiet();
      for (const stop of hush) stop();
      line.stop();
      queries.clear();
      useLine.setState({ state: 'connecting', lostAt: null, nextTry: null });
    };
  }, [me]);
}

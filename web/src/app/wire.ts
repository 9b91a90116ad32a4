/** Ties the layers that do not know each other: frames to the cache, the outbox to the timeline, the line to the session. */
import { useEffect } from 'react';
import { outbox } from '@/api/outbox';
import { queries } from '@/api/queries';
import { refreshCatalog, useSession } from '@/api/session';
import { ownDrafts } from '@/features/inbox/drafts';
import { line, useLine } from '@/live/socket';
import { live } from '@/live/store';
import type { Frame } from '@/live/state';
import { invalidatedBy } from './invalidate';

const COUNTS_EVERY = 700;
let counting: ReturnType<typeof setTimeout> | undefined;

/** Lists elsewhere changed and their numbers were not sent along: they are asked for, now and then. */
function countSoon(): void {
  counting ??= setTimeout(() => {
    counting = undefined;
    void queries.invalidateQueries({ queryKey: ['counts'] });
  }, COUNTS_EVERY);
}

function spread(frame: Frame): void {
  if (frame.op === 'touched' && !frame.counts) countSoon();
  if (frame.op === 'bye' && frame.reason === 'signed_out') useSession.setState({ me: null });
  if (frame.op === 'resumed' || frame.op === 'snapshot') outbox.flush();
  if (frame.op !== 'fact') return;
  if (frame.fact.fact === 'DocumentPublished' || frame.fact.fact === 'UserChanged') void refreshCatalog();
  for (const queryKey of invalidatedBy(frame.fact)) void queries.invalidateQueries({ queryKey });
}

export function useWiring(): void {
  const me = useSession((session) => session.me?.user.id);
  useEffect(() => {
    if (me === undefined) return;
    const deaf = line.listen(spread);
    outbox.onSent = (entry) => live.learnEntry(entry);
    ownDrafts(me);
    line.start(me);
    outbox.start(me);
    return () => {
      deaf();
      line.stop();
      queries.clear();
      useLine.setState({ state: 'connecting', lostAt: null, nextTry: null });
    };
  }, [me]);
}

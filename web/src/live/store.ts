/** The live state of this desk, and what besides frames may add to it: pages read over REST. */
import { create } from 'zustand';
import { mergeRows, reduce } from './reduce';
import {
  empty,
  type Counts,
  type Frame,
  type LiveEntry,
  type LiveOffer,
  type LiveRow,
  type LiveState,
} from './state';
import { joinNewest, mergeEntries } from './thread';

export const useLive = create<LiveState>()(() => empty);

const KEPT_THREADS = 25;

export const live = {
  take: (frame: Frame, now: number): void => useLive.setState((state) => reduce(state, frame, now), true),
  learnRows: (rows: readonly LiveRow[]): void => useLive.setState((was) => ({ rows: mergeRows(was, rows) })),
  /** I have read it up to here. */
  markSeen: (conversation: string, position: number): void =>
    useLive.setState((was) => {
      const seen = { ...was.seen, [conversation]: position };
      const row = was.rows[conversation];
      return row ? { seen, rows: mergeRows({ ...was, seen }, [row]) } : { seen };
    }),
  learnCounts: (counts: Counts): void => useLive.setState({ counts }),
  learnOffers: (offers: readonly LiveOffer[]): void =>
    useLive.setState({ offers: Object.fromEntries(offers.map((offer) => [offer.id, offer])) }),
  learnPresence: (presence: object): void => useLive.setState({ presence }),
  dropOffer: (id: string): void =>
    useLive.setState((was) => ({
      offers: Object.fromEntries(Object.entries(was.offers).filter(([key]) => key !== id)),
    })),
  /** Rows a list no longer holds. */
  dropRows: (ids: readonly string[]): void =>
    useLive.setState((was) => ({
      rows: Object.fromEntries(Object.entries(was.rows).filter(([id]) => !ids.includes(id))),
    })),
  /** One entry written or changed over REST. */
  learnEntry: (entry: LiveEntry): void =>
    useLive.setState((was) => {
      const known = was.threads[entry.conversation];
      if (!known) return was;
      const thread = { ...known, entries: mergeEntries(known.entries, [entry]) };
      return { threads: { ...was.threads, [entry.conversation]: thread } };
    }),
  /** The newest page of a timeline. */
  learnNewest: (conversation: string, page: readonly LiveEntry[], next: string | null): void =>
    useLive.setState((was) => {
      const known = was.threads[conversation];
      const entries = joinNewest(known?.entries ?? [], page);
      const kept = known !== undefined && known.loaded && entries.length > page.length;
      const thread = { entries, loaded: true, older: kept ? known.older : next };
      return { threads: keepNewest({ ...without(was.threads, conversation), [conversation]: thread }) };
    }),
  /** An older page of a timeline. */
  learnOlder: (conversation: string, page: readonly LiveEntry[], next: string | null): void =>
    useLive.setState((was) => {
      const entries = mergeEntries(was.threads[conversation]?.entries ?? [], page);
      return { threads: { ...was.threads, [conversation]: { entries, loaded: true, older: next } } };
    }),
  /** From now on frames of this conversation are kept, even before its first page came. */
  openThread: (conversation: string): void =>
    useLive.setState((was) =>
      was.threads[conversation]
        ? was
        : {
            threads: keepNewest({
              ...was.threads,
              [conversation]: { entries: [], loaded: false, older: null },
            }),
          },
    ),
  forget: (): void => useLive.setState(empty, true),
};

function without<T>(record: Record<string, T>, key: string): Record<string, T> {
  return Object.fromEntries(Object.entries(record).filter(([name]) => name !== key));
}

function keepNewest(threads: LiveState['threads']): LiveState['threads'] {
  const names = Object.keys(threads);
  if (names.length <= KEPT_THREADS) return threads;
  return Object.fromEntries(Object.entries(threads).slice(names.length - KEPT_THREADS));
}

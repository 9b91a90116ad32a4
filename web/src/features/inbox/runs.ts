/** Runs of events between messages: the first and the last are told, what lies between is folded away. Pure. */
import type { Entry, EventEntry } from '@/api/types';

/** As many events in a row as may stand unfolded. */
const LONGEST = 4;

/** Calls, and what is to be listened to, are never folded away. */
const ALONE: ReadonlySet<string> = new Set([
  'CallArrived',
  'CallPlaced',
  'CallEnded',
  'CallMissed',
  'VoicemailLeft',
  'RecordingKept',
]);

export interface Run {
  type: 'run';
  key: string;
  at: string;
  events: EventEntry[];
}

export type Told = Entry | Run;

function folded(run: EventEntry[]): Told[] {
  const [first, last] = [run[0], run[run.length - 1]];
  if (run.length <= LONGEST || !first || !last) return run;
  const middle = run.slice(1, -1);
  return [first, { type: 'run', key: `run:${String(first.seq)}`, at: first.at, events: middle }, last];
}

export function inRuns(entries: readonly Entry[]): Told[] {
  const found: Told[] = [];
  let run: EventEntry[] = [];
  for (const entry of entries) {
    if (entry.type === 'event' && !ALONE.has(entry.event)) run.push(entry);
    else {
      found.push(...folded(run), entry);
      run = [];
    }
  }
  return [...found, ...folded(run)];
}

/** The first message of others after the position read; the line stands before it. */
export function firstUnread(entries: readonly Entry[], seen: number | null, me: string): string | null {
  if (seen === null || seen === 0) return null;
  const found = entries.find(
    (entry) => entry.type === 'message' && entry.position > seen && entry.author.id !== me,
  );
  return found?.type === 'message' ? found.id : null;
}

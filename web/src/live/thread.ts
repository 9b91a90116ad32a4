/** The timeline of one conversation: entries in order, each once, statuses that only go forward. Pure. */
import type { LiveEntry, LiveFact, LiveMessage } from './state';

/** How far a message out has come; a late receipt never takes it back. */
const RANK: Readonly<Record<string, number>> = {
  received: 0,
  written: 1,
  attempting: 2,
  unconfirmed: 3,
  failed: 3,
  sent: 4,
  delivered: 5,
  read: 6,
};

const MOVES: Readonly<Record<string, string>> = {
  SendStarted: 'attempting',
  MessageSent: 'sent',
  MessageDelivered: 'delivered',
  MessageRead: 'read',
  MessageFailed: 'failed',
  MessageUnconfirmed: 'unconfirmed',
  ResendOrdered: 'written',
};

export const keyOf = (entry: LiveEntry): string =>
  entry.type === 'message' ? entry.id : `seq:${String(entry.seq)}`;

const timeOf = (entry: LiveEntry): number => Date.parse(entry.at);

/** Of one moment: what opens the story, what was said, what followed from it. */
function placeOf(entry: LiveEntry): number {
  if (entry.type === 'message') return 1;
  return entry.event === 'ConversationOpened' || entry.event === 'ConversationReopened' ? 0 : 2;
}

function before(a: LiveEntry, b: LiveEntry): number {
  if (a.type === 'message' && b.type === 'message' && a.conversation === b.conversation)
    return a.position - b.position;
  if (a.type === 'event' && b.type === 'event') return a.seq - b.seq;
  const [first, second] = [timeOf(a), timeOf(b)];
  if (first !== second) return first - second;
  return placeOf(a) - placeOf(b);
}

function newer(known: LiveEntry | undefined, came: LiveEntry): LiveEntry {
  if (known?.type !== 'message' || came.type !== 'message') return came;
  const back = (RANK[came.status] ?? 0) < (RANK[known.status] ?? 0);
  // Only what did not arrive may be on its way again; else a slow answer would undo what a frame already told.
  const again = came.status === 'written' && (known.status === 'failed' || known.status === 'unconfirmed');
  return back && !again ? { ...known, ...came, status: known.status } : { ...known, ...came };
}

export function mergeEntries(was: readonly LiveEntry[], came: readonly LiveEntry[]): LiveEntry[] {
  const all = new Map(was.map((entry) => [keyOf(entry), entry]));
  for (const entry of came) all.set(keyOf(entry), newer(all.get(keyOf(entry)), entry));
  return [...all.values()].sort(before);
}

/**
 * The newest page, just read. When it does not touch what is known (many entries passed unseen), what is known goes:
 * better shorter than with a hole.
 */
export function joinNewest(was: readonly LiveEntry[], page: readonly LiveEntry[]): LiveEntry[] {
  const positions = (entries: readonly LiveEntry[], conversation: string) =>
    entries.flatMap((entry) =>
      entry.type === 'message' && entry.conversation === conversation ? [entry.position] : [],
    );
  const hole = [...new Set(page.map((entry) => entry.conversation))].some((conversation) => {
    const known = positions(was, conversation);
    const read = positions(page, conversation);
    return known.length > 0 && read.length > 0 && Math.min(...read) > Math.max(...known) + 1;
  });
  return mergeEntries(hole ? [] : was, page);
}

function moved(message: LiveMessage, fact: LiveFact, status: string): LiveMessage {
  const ordered = fact.fact === 'ResendOrdered' || fact.fact === 'SendStarted';
  if (!ordered && (RANK[status] ?? 0) <= (RANK[message.status] ?? 0)) return message;
  if (fact.fact === 'SendStarted' && (RANK[message.status] ?? 0) > 3) return message;
  return { ...message, status, ...(fact.reason === undefined ? {} : { reason: fact.reason }) };
}

/** What a fact about a message's way says, when the frame brought no fresh entry. The same array when nothing moved. */
export function moveStatus(entries: LiveEntry[], fact: LiveFact): LiveEntry[] {
  const status = MOVES[fact.fact];
  if (!status || !fact.message) return entries;
  const index = entries.findIndex((entry) => entry.type === 'message' && entry.id === fact.message);
  const found = entries[index];
  if (found?.type !== 'message') return entries;
  const next = moved(found, fact, status);
  return next === found ? entries : entries.map((entry, n) => (n === index ? next : entry));
}

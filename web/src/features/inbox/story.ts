/** Facts as a story: what one line already says is not said by the next. Pure. */
import type { Entry, EventEntry } from '@/api/types';

/** How many entries back the line may stand that says it already. */
const BACK = 3;

/** Steps that end the work on a channel by themselves. */
const ENDS: ReadonlySet<string> = new Set([
  'ConversationResolved',
  'ConversationSnoozed',
  'ConversationPended',
]);

/** Steps after which it waits again, with the reason the log gives for the waiting. */
const QUEUED_BY: Readonly<Record<string, string>> = {
  InteractionTransferred: 'transferred',
  OfferDeclined: 'declined',
  OfferExpired: 'not_answered',
  ConversationReopened: 'reopened',
};

const same = (a: EventEntry, b: EventEntry, field: string): boolean => a.data[field] === b.data[field];

const alike = (a: EventEntry, b: EventEntry): boolean => same(a, b, 'queue') && same(a, b, 'why');

/** Whether `before` says what `after` would say. */
function says(before: EventEntry, after: EventEntry): boolean {
  switch (after.event) {
    case 'ConversationTaken':
      return (
        (before.event === 'OfferAccepted' || before.event === 'ConversationTaken') &&
        same(before, after, 'agent')
      );
    case 'ConversationQueueChanged':
      return before.event === 'InteractionTransferred';
    case 'InteractionQueued':
      return (
        QUEUED_BY[before.event] === after.data['why'] ||
        (before.event === after.event && alike(before, after))
      );
    case 'InteractionEnded':
      return ENDS.has(before.event);
    default:
      return false;
  }
}

export function told(entries: readonly Entry[]): Entry[] {
  return entries.filter((entry, index) => {
    if (entry.type !== 'event') return true;
    if (entry.event === 'ReplyRecalled' && (entry.data['why'] ?? 'author') === 'author') return false;
    const back = entries.slice(Math.max(0, index - BACK), index);
    if (back.some((before) => before.type === 'event' && says(before, entry))) return false;
    const following = entries.slice(index + 1, index + 1 + BACK);
    const handed = following.some((after) => after.type === 'event' && after.event === 'HandedOver');
    if (entry.event === 'InteractionQueued' && handed) return false;
    const next = entries[index + 1];
    return !(entry.event === 'InteractionEnded' && next?.type === 'event' && ENDS.has(next.event));
  });
}

/** Facts as a story: what one line already says is not said by the next. Pure. */
import type { Entry, EventEntry } from '@/api/types';

/** How many entries back the line may stand that says it already. */
const BACK = 3;

const same = (a: EventEntry, b: EventEntry, field: string): boolean => a.data[field] === b.data[field];

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
      return before.event === 'InteractionTransferred' && after.data['why'] === 'transferred';
    case 'InteractionEnded':
      return before.event === 'ConversationResolved' || before.event === 'ConversationSnoozed';
    default:
      return false;
  }
}

export function told(entries: readonly Entry[]): Entry[] {
  return entries.filter((entry, index) => {
    if (entry.type !== 'event') return true;
    const back = entries.slice(Math.max(0, index - BACK), index);
    return !back.some((before) => before.type === 'event' && says(before, entry));
  });
}

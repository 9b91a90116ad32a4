/** Which of a conversation's works a promised call belongs to. Pure. */
import type { Conversation } from '@/api/types';

export type Work = Pick<
  Conversation['interactions'][number],
  'id' | 'channel' | 'state' | 'callback' | 'since'
>;

const SPOKEN: ReadonlySet<string> = new Set(['voice', 'phone', 'callback']);
const WAITS: ReadonlySet<string> = new Set(['in_flow', 'queued', 'offered']);
const OPEN: ReadonlySet<string> = new Set([...WAITS, 'handling']);

/** The call that is promised already, to be given another moment; else a call of his; else what is over. What is open
 * otherwise becomes the call itself, so it is the last choice. */
const rank = ({ channel, state, callback }: Work): number => {
  if (callback !== null && WAITS.has(state)) return 0;
  if (SPOKEN.has(channel)) return 1;
  return OPEN.has(state) ? 3 : 2;
};

export const promisedBy = <One extends Work>(works: readonly One[]): One | undefined =>
  [...works].sort((a, b) => rank(a) - rank(b) || Date.parse(b.since) - Date.parse(a.since))[0];

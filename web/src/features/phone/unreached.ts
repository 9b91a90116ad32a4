/** A call of mine that ended before anybody answered: why, in words, where a person or a machine of ours did not end it. */
import type { CallView } from '@/api/calls';
import type { FactFrame } from '@/live/state';

export const WHYS = ['limit', 'unreachable', 'busy', 'no_answer', 'rejected', 'failed'] as const;
export type Why = (typeof WHYS)[number];

export function unreached(frame: FactFrame, calls: readonly CallView[]): Why | null {
  const fact = frame.fact as { fact: string; interaction?: string; cause?: string };
  if (fact.fact !== 'CallEnded') return null;
  const call = calls.find((one) => one.interaction === fact.interaction);
  if (!call || call.direction !== 'out' || call.connected_at || call.my_leg === '') return null;
  return WHYS.find((one) => one === fact.cause) ?? null;
}

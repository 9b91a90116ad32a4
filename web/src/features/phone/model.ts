/** What a call means for the person at this desk: which leg his page should carry, who else is there, what he may do. Pure. */
import type { CallLeg, CallView } from '@/api/calls';

export const mine = (call: CallView): CallLeg | undefined => call.legs.find((one) => one.leg === call.my_leg);

/** Everybody else who is in it or is being called. Whom it is only offered to is not, and who listens is shown apart. */
export const others = (call: CallView): CallLeg[] =>
  call.legs.filter((one) => one.leg !== call.my_leg && !one.offered && one.role !== 'supervisor');

/** Somebody asks me in, and I have not answered yet. */
export function asksMe(call: CallView, answered: ReadonlySet<string>): boolean {
  const leg = mine(call);
  return leg?.role === 'consulted' && leg.state !== 'up' && !answered.has(leg.leg);
}

/**
 * The leg this page should carry: one that is up before one that rings. What is still offered is not taken, nor what
 * somebody asks me into before I have said yes.
 */
export function wantedLeg(calls: readonly CallView[], answered: ReadonlySet<string>): string {
  const takes = calls.filter((call) => {
    const leg = mine(call);
    return leg !== undefined && !leg.offered && !leg.desk_phone && !asksMe(call, answered);
  });
  const up = takes.find((call) => mine(call)?.state === 'up');
  return (up ?? takes[0])?.my_leg ?? '';
}

/** The call that stands in the dock: the one my voice is in, else the newest of mine. */
export function foremost(
  calls: readonly CallView[],
  leg: string,
  answered: ReadonlySet<string>,
): CallView | undefined {
  const taken = calls.filter((call) => mine(call)?.offered === false && !asksMe(call, answered));
  return (
    taken.find((call) => call.my_leg === leg && leg !== '') ??
    [...taken].sort((a, b) => b.began_at.localeCompare(a.began_at))[0]
  );
}

/** Somebody spoken to aside, while the customer waits. */
export const consulted = (call: CallView): CallLeg | undefined =>
  others(call).find((one) => one.role !== 'customer' && one.room === 'aside');

/** I speak aside now, the customer does not hear it. */
export const iAmAside = (call: CallView): boolean => mine(call)?.room === 'aside';

/** Three or more hear each other. */
export const together = (call: CallView): boolean =>
  call.legs.filter((one) => one.state === 'up' && one.room === 'main' && one.overhears === '' && !one.offered)
    .length > 2;

/** What the person is in this call: he leads it, helps in it, or is there to supervise. */
export function partOf(call: CallView): 'leads' | 'helps' | 'supervises' | 'none' {
  const leg = mine(call);
  if (!leg) return 'none';
  if (leg.role === 'supervisor') return 'supervises';
  return leg.role === 'agent' ? 'leads' : 'helps';
}

/** How a supervisor is in it. */
export function modeOf(leg: CallLeg): 'listen' | 'coach' | 'barge' {
  if (leg.overhears === '') return 'barge';
  return leg.coach ? 'coach' : 'listen';
}

/** Digits as one may type them for a call: spaces and dashes go, a leading + stays. */
export const dialled = (typed: string): string => typed.replace(/[^\d+*#]/gu, '').replace(/(?!^)\+/gu, '');

export const looksDialable = (typed: string): boolean =>
  /^\+?[\d\s().\-/]{3,}$/u.test(typed.trim()) && dialled(typed).length >= 3;

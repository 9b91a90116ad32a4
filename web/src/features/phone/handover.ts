/** The note for whoever takes a call over: kept in this browser until the call is theirs, also while one speaks aside. */
import { order, type CallView, type Target } from '@/api/calls';

const keyOf = (call: string): string => `atiende.handover.${call}`;

export const handoverNote = (call: string): string => sessionStorage.getItem(keyOf(call)) ?? '';

export function keepHandover(call: string, note: string): void {
  if (note) sessionStorage.setItem(keyOf(call), note);
  else sessionStorage.removeItem(keyOf(call));
}

/** Without a target: to whom one is consulting. */
export async function handOver({ interaction }: CallView, to?: Target): Promise<void> {
  const target = to ? { kind: to.kind, value: to.value } : null;
  await order.transfer(interaction, target, handoverNote(interaction).trim());
  keepHandover(interaction, '');
}

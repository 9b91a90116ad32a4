/** To whom a call can go, by what somebody types. Pure, but for the question to the server. */
import { useQuery } from '@tanstack/react-query';
import type { Target } from '@/api/calls';
import { api, told } from '@/api/client';
import type { components } from '@/api/schema';
import { dialled, looksDialable } from './model';

export type Choice = components['schemas']['TargetShown'];

export interface Goal extends Target {
  name: string;
  state: string;
  waiting: number;
  free: number;
}

const FRESH = 5_000;

export const useTargets = () =>
  useQuery({
    queryKey: ['calls', 'targets'],
    queryFn: ({ signal }) => told(api.GET('/api/v1/calls/targets', { signal })),
    staleTime: FRESH,
    refetchInterval: FRESH,
  });

const folded = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().trim();

/** Who is free comes first; then those who could be reached, then the others. */
const RANK: Readonly<Record<string, number>> = {
  available: 0,
  wrap_up: 1,
  busy: 2,
  paused: 3,
  not_responding: 3,
};
const MOST = 8;

/** In their groups' order: people, queues, menus, and the number itself where one was typed. */
export function found(choices: readonly Choice[], typed: string, spanish: boolean, outside: boolean): Goal[] {
  const asked = folded(typed);
  const named = choices
    .map((one) => ({ ...one, name: spanish && one.name_es ? one.name_es : one.name }))
    .filter((one) => folded(one.name).includes(asked) && !(one.kind === 'agent' && one.state === 'offline'));
  const of = (kind: Choice['kind']) => named.filter((one) => one.kind === kind);
  const people = of('agent').sort(
    (a, b) => (RANK[a.state] ?? 9) - (RANK[b.state] ?? 9) || a.name.localeCompare(b.name),
  );
  const number: Goal[] =
    outside && looksDialable(typed)
      ? [{ kind: 'number', value: dialled(typed), name: typed.trim(), state: '', waiting: 0, free: 0 }]
      : [];
  return [...number, ...[people, of('queue'), of('flow')].flatMap((group) => group.slice(0, MOST))];
}

/** The lists of the inbox: what belongs in each, and in which order. Pure; the same rules as the server's. */
import type { ListName, Row, Served, View } from '@/api/types';

export const VIEWS: readonly View[] = ['mine', 'unassigned', 'all', 'pending', 'snoozed', 'resolved'];

export type Sort = 'due' | 'waiting' | '-touched_at';

const SERVED: readonly string[] = ['mentions', 'team', 'pinned'];

export const isOwnView = (name: string): name is View => (VIEWS as readonly string[]).includes(name);

export const isSaved = (name: string): name is `viw_${string}` => name.startsWith('viw_');

export const isServed = (name: string): name is Served => SERVED.includes(name) || isSaved(name);

export const isView = (name: string): name is ListName => isOwnView(name) || isServed(name);

export function belongs(row: Row, view: View, me: string): boolean {
  const active = row.status === 'new' || row.status === 'open';
  switch (view) {
    case 'mine':
      return active && row.agent?.id === me;
    case 'unassigned':
      return active && row.agent === null;
    case 'all':
      return active;
    default:
      return row.status === view;
  }
}

/** Larger than any moment: those nobody waits for come after all who wait, the newest first. */
const QUIET = 2 ** 52;

/** Ascending in the order shown: the smaller, the higher. */
export function rankOf(row: Row, sort: Sort): number {
  const touched = Date.parse(row.touched_at);
  if (sort === '-touched_at') return -touched;
  const key = sort === 'due' ? row.due_at : row.waiting_since;
  return key === null || row.waiting_since === null ? QUIET - touched : Date.parse(key);
}

/**
 * The list as shown: every known row that belongs, in order, but none beyond what has been read so far: past that,
 * rows known by chance would stand with holes between them.
 */
export function listed(rows: readonly Row[], view: View, sort: Sort, me: string, horizon: number): Row[] {
  return rows
    .filter((row) => belongs(row, view, me) && rankOf(row, sort) <= horizon)
    .sort((a, b) => rankOf(a, sort) - rankOf(b, sort) || b.number - a.number);
}

/** What is pinned comes first, otherwise in the order it had. */
export function pinnedFirst(rows: readonly Row[], pins: ReadonlySet<string>): Row[] {
  if (pins.size === 0) return [...rows];
  return [...rows.filter((row) => pins.has(row.id)), ...rows.filter((row) => !pins.has(row.id))];
}

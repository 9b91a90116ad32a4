/** The last searches of this person, kept in this browser. */
import { useSyncExternalStore } from 'react';

const MOST = 8;
const listeners = new Set<() => void>();
const placeOf = (me: string): string => `atiende.find.${me}`;
const known = new Map<string, { raw: string; list: readonly string[] }>();

function read(me: string): readonly string[] {
  const raw = localStorage.getItem(placeOf(me)) ?? '[]';
  const before = known.get(me);
  if (before?.raw === raw) return before.list;
  let list: readonly string[] = [];
  try {
    const found: unknown = JSON.parse(raw);
    if (Array.isArray(found)) list = found.filter((each): each is string => typeof each === 'string');
  } catch {
    list = [];
  }
  known.set(me, { raw, list });
  return list;
}

function write(me: string, list: readonly string[]): void {
  localStorage.setItem(placeOf(me), JSON.stringify(list.slice(0, MOST)));
  for (const tell of listeners) tell();
}

export const remember = (me: string, text: string): void => {
  const said = text.trim();
  if (said.length > 1) write(me, [said, ...read(me).filter((each) => each !== said)]);
};

export const forgetAll = (me: string): void => write(me, []);

export const useRecent = (me: string): readonly string[] =>
  useSyncExternalStore(
    (tell) => {
      listeners.add(tell);
      return () => listeners.delete(tell);
    },
    () => read(me),
  );

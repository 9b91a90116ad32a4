/**
 * Small things kept between pages: the token, the outbox, what was seen. `localStorage` where the browser lets us, memory
 * where it does not (blocked, full, sandboxed frame): then they live as long as the page.
 */

export interface Shelf {
  get(key: string): string | null;
  set(key: string, value: string): void;
  remove(key: string): void;
  /** Every key of this shelf. */
  keys(): string[];
  /** False when what is kept dies with the page. */
  readonly lasting: boolean;
}

/** A shelf over `storage` whose keys start with `prefix`. What `storage` refuses is kept in memory. */
export function makeShelf(storage: Storage | null, prefix: string): Shelf {
  const memory = new Map<string, string>();
  const attempt = <T>(action: (from: Storage) => T, otherwise: T): T => {
    if (!storage) return otherwise;
    try {
      return action(storage);
    } catch {
      return otherwise;
    }
  };
  return {
    lasting: attempt((from) => probe(from, prefix), false),
    get: (key) => memory.get(key) ?? attempt((from) => from.getItem(prefix + key), null),
    set: (key, value) => {
      const kept = attempt((from) => {
        from.setItem(prefix + key, value);
        return true;
      }, false);
      if (kept) memory.delete(key);
      else memory.set(key, value);
    },
    remove: (key) => {
      memory.delete(key);
      attempt((from) => {
        from.removeItem(prefix + key);
      }, undefined);
    },
    keys: () => [...new Set([...memory.keys(), ...attempt((from) => stored(from, prefix), [])])],
  };
}

function probe(storage: Storage, prefix: string): boolean {
  storage.setItem(`${prefix}probe`, '1');
  storage.removeItem(`${prefix}probe`);
  return true;
}

function stored(storage: Storage, prefix: string): string[] {
  const keys: string[] = [];
  for (let index = 0; index < storage.length; index += 1) {
    const key = storage.key(index);
    if (key?.startsWith(prefix)) keys.push(key.slice(prefix.length));
  }
  return keys;
}

/** Reading `window.localStorage` alone may throw. */
export function browserStorage(kind: 'localStorage' | 'sessionStorage'): Storage | null {
  try {
    return window[kind];
  } catch {
    return null;
  }
}

export const shelfPrefix = (endpoint: string): string => `atiende:${endpoint}:`;

/** How far the setting up of this centre got in this browser: written by the set-up, shown by the administration. */
const KEY = 'atiende.setupLeft';

export interface SetupLeft {
  done: number;
  all: number;
}

export function leftOfSetup(): SetupLeft | null {
  try {
    const found: unknown = JSON.parse(localStorage.getItem(KEY) ?? 'null');
    if (typeof found !== 'object' || found === null) return null;
    const { done, all } = found as Partial<SetupLeft>;
    return typeof done === 'number' && typeof all === 'number' && done < all ? { done, all } : null;
  } catch {
    return null;
  }
}

export function noteSetup(left: SetupLeft | null): void {
  if (left) localStorage.setItem(KEY, JSON.stringify(left));
  else localStorage.removeItem(KEY);
}

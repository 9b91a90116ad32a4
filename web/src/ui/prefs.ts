/** What one person likes on this browser: colours, sounds, widths. Kept in localStorage, never on the server. */
import { create } from 'zustand';
import { persist } from 'zustand/middleware';

export type Scheme = 'system' | 'light' | 'dark';

interface Prefs {
  scheme: Scheme;
  contrast: boolean;
  sound: boolean;
  widths: Record<string, number>;
  /** The order of conversations in lists. */
  sort: 'due' | 'waiting' | '-touched_at';
  setScheme: (scheme: Scheme) => void;
  setContrast: (on: boolean) => void;
  setSound: (on: boolean) => void;
  setSort: (sort: Prefs['sort']) => void;
  setWidth: (pane: string, width: number) => void;
}

export const usePrefs = create<Prefs>()(
  persist(
    (set) => ({
      scheme: 'system',
      contrast: false,
      sound: true,
      widths: {},
      sort: 'due',
      setScheme: (scheme) => set({ scheme }),
      setContrast: (contrast) => set({ contrast }),
      setSound: (sound) => set({ sound }),
      setSort: (sort) => set({ sort }),
      setWidth: (pane, width) => set((was) => ({ widths: { ...was.widths, [pane]: width } })),
    }),
    { name: 'atiende.prefs' },
  ),
);

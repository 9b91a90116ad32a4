/**
 * What one person likes. It follows him: kept on the server, and in this browser for the time before he is known.
 * Widths of panes belong to the screen and stay here.
 */
import { create } from 'zustand';
import { persist } from 'zustand/middleware';

export const DEFAULTS = {
  'look.scheme': 'system',
  'look.contrast': 'system',
  'look.density': 'comfortable',
  'look.size': 'm',
  'look.motion': 'system',
  'list.sort': 'due',
  'send.enter': 'ctrl',
  'undo.chat': '0',
  'undo.mail': '10',
  'keys.single': 'on',
  'sound.offer': 'on',
  'sound.mention': 'on',
  'sound.reply': 'off',
  'notify.offer': 'on',
  'notify.mention': 'on',
  'notify.reply': 'on',
  'quiet.on': 'off',
  'quiet.from': '20:00',
  'quiet.to': '08:00',
} as const;

export type Known = keyof typeof DEFAULTS;

interface Prefs {
  values: Record<string, string>;
  widths: Record<string, number>;
  setWidth: (pane: string, width: number) => void;
}

export const usePrefs = create<Prefs>()(
  persist(
    (set) => ({
      values: {},
      widths: {},
      setWidth: (pane, width) => set((was) => ({ widths: { ...was.widths, [pane]: width } })),
    }),
    { name: 'atiende.preferences' },
  ),
);

type Listener = (changed: Record<string, string>) => void;
let told: Listener = () => undefined;

export const preferences = {
  get: (name: string): string | undefined =>
    usePrefs.getState().values[name] ?? (DEFAULTS as Record<string, string>)[name],
  /** Empty forgets it: its default holds again. */
  set: (changed: Record<string, string>): void => {
    usePrefs.setState((was) => ({ values: kept({ ...was.values, ...changed }) }));
    told(changed);
  },
  /** What the server knows replaces what this browser kept. */
  learn: (values: Record<string, string>): void => {
    usePrefs.setState({ values });
  },
  /** Who carries changes to the server. */
  onChange: (listener: Listener): void => {
    told = listener;
  },
};

const kept = (values: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ''));

/** As tokens.css enlarges everything. */
const ZOOM: Readonly<Record<string, number>> = { s: 0.93, l: 1.12, xl: 1.28 };

/** A width of the window that has room for as much in larger letters. */
export const useRoom = (pixels: number): string => {
  const size = usePreference('look.size');
  return `(min-width: ${String(Math.round(pixels * (ZOOM[size] ?? 1)))}px)`;
};

export const usePreference = (name: Known): string =>
  usePrefs((prefs) => prefs.values[name] ?? DEFAULTS[name]);

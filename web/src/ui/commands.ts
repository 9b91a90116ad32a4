/**
 * What can be done from where one is: every feature registers its commands while they make sense. The palette and the
 * list of shortcuts read them, and one listener gives them their keys.
 */
import { useEffect, useLayoutEffect, useRef, type ComponentType, type RefObject } from 'react';
import { preferences } from './prefs';
import { isShortcut, SHORTCUTS, spelled } from './shortcuts';

export interface Command {
  /** Its own name; also that of its shortcut. */
  id: string;
  /** In the reader's language. */
  title: string;
  group: 'conversation' | 'list' | 'go' | 'create' | 'me';
  run: () => void;
  icon?: ComponentType<{ size?: number | string; stroke?: number | string }>;
  /** Further words to find it by. */
  words?: string;
  /** It stands in no list: only its key does it. */
  hidden?: boolean;
}

const registered = new Set<RefObject<readonly Command[]>>();

/** Before anything of it is seen: whoever sees a call ring may press its key at once. */
export function useCommands(commands: readonly Command[]): void {
  const latest = useRef(commands);
  useLayoutEffect(() => {
    latest.current = commands;
  });
  useLayoutEffect(() => {
    registered.add(latest);
    return () => {
      registered.delete(latest);
    };
  }, []);
}

/** Each once; what was registered last has the say. */
export function commandsNow(): Command[] {
  const found = new Map<string, Command>();
  for (const set of registered) for (const each of set.current) found.set(each.id, each);
  return [...found.values()];
}

export const keysOf = (id: string): string =>
  preferences.get(`keys.${id}`) ?? (isShortcut(id) ? SHORTCUTS[id] : '');

const typingIn = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || ['TEXTAREA', 'SELECT'].includes(target.tagName) || isTextInput(target));

const isTextInput = (target: HTMLElement): boolean =>
  target instanceof HTMLInputElement &&
  !['checkbox', 'radio', 'button', 'submit', 'range'].includes(target.type);

const dialogOpen = (): boolean => document.querySelector('[role="dialog"][aria-modal="true"]') !== null;

/** What a text box does itself. */
const EDITING = new Set(['mod+a', 'mod+z', 'mod+x', 'mod+c', 'mod+v', 'mod+y']);
const SEQUENCE_MS = 1200;

let began = '';
let beganAt = 0;

/** The table's spelling of what was pressed, or empty where it does not count. */
function meant(event: KeyboardEvent): string {
  const name = spelled(event);
  if (name === '' || name.startsWith('mod+')) return typingIn(event.target) && EDITING.has(name) ? '' : name;
  if (name.startsWith('alt+')) return name.slice(4);
  return typingIn(event.target) || preferences.get('keys.single') === 'off' ? '' : name;
}

function onKey(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing || dialogOpen()) return;
  const name = meant(event);
  if (name === '') return;
  const now = Date.now();
  const whole = began !== '' && now - beganAt < SEQUENCE_MS ? `${began} ${name}` : name;
  began = '';
  const commands = commandsNow().map((each) => ({ each, keys: keysOf(each.id) }));
  const found = commands.find(({ keys }) => keys === whole)?.each;
  if (found) {
    event.preventDefault();
    found.run();
  } else if (commands.some(({ keys }) => keys.startsWith(`${whole} `))) {
    event.preventDefault();
    began = whole;
    beganAt = now;
  }
}

/** The one listener, as long as the shell stands. */
export function useShortcuts(): void {
  useEffect(() => {
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
}

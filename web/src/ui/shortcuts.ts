/**
 * Which key does what, by the id of its command. A person may give other keys, or switch single ones off; with Alt
 * they work inside a text box too. `mod` is Ctrl, or ⌘ on a Mac; `g i` is one key after the other.
 */
export const SHORTCUTS = {
  palette: 'mod+k',
  help: '?',
  undo: 'mod+z',
  search: '/',
  'go.inbox': 'g i',
  'go.waiting': 'g w',
  'go.customers': 'g c',
  'go.board': 'g b',
  'go.admin': 'g a',
  'go.me': 'g p',
  'create.conversation': 'c',
  'list.next': 'j',
  'list.previous': 'k',
  'list.select': 'x',
  'list.selectAll': 'mod+a',
  'list.pin': 'shift+p',
  'conversation.reply': 'r',
  'conversation.note': 'n',
  'conversation.macro': 'm',
  'conversation.assign': 'a',
  'conversation.transfer': 't',
  'conversation.resolve': 'e',
  'conversation.snooze': 's',
  'conversation.priority': 'p',
  'conversation.unread': 'u',
  'conversation.tags': 'l',
  'conversation.kind': 'shift+k',
  'conversation.merge': 'shift+m',
  'conversation.task': 'shift+t',
  'conversation.hand': 'h',
  'call.answer': 'mod+shift+a',
  'call.mute': 'mod+shift+m',
  'call.hold': 'mod+shift+h',
  'call.keypad': 'mod+shift+d',
  'call.transfer': 'mod+shift+x',
  'call.hand': 'mod+shift+y',
  'call.hangUp': 'mod+shift+e',
  'call.dial': 'mod+shift+l',
} as const satisfies Record<string, string>;

export type ShortcutId = keyof typeof SHORTCUTS;

export const isShortcut = (id: string): id is ShortcutId => id in SHORTCUTS;

export const isMac = (): boolean => /Mac|iP(?:hone|ad)/u.test(navigator.platform);

/** What was pressed, in the spelling of the table; empty for a modifier alone. */
export function spelled(event: KeyboardEvent): string {
  if (['Control', 'Meta', 'Alt', 'Shift', 'Dead', 'AltGraph'].includes(event.key) && !event.altKey) return '';
  // With Alt a Mac types another letter: the key says which one was meant.
  const code = /^Key([A-Z])$/u.exec(event.code)?.[1] ?? /^Digit(\d)$/u.exec(event.code)?.[1];
  const key = (event.altKey && code ? code : event.key).toLowerCase();
  if (['control', 'meta', 'alt', 'shift'].includes(key)) return '';
  const mod = isMac() ? event.metaKey : event.ctrlKey;
  const shift = event.shiftKey && /^(?:\p{L}|.{2,})$/u.test(key);
  return [mod && 'mod+', event.altKey && 'alt+', shift && 'shift+', key].filter(Boolean).join('');
}

/** As it stands on the keys, for reading. */
export function shown(keys: string): string[] {
  const names: Record<string, string> = {
    mod: isMac() ? '⌘' : 'Ctrl',
    alt: isMac() ? '⌥' : 'Alt',
    shift: '⇧',
  };
  return keys
    .split(' ')
    .flatMap((step) =>
      step === '+'
        ? ['+']
        : step.split('+').map((part) => names[part] ?? (part.length === 1 ? part.toUpperCase() : part)),
    );
}

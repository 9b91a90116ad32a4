/**
 * What calls for attention although nobody looks: work offered to me, my name in a note, a customer of mine who
 * answers. A sound and a notification of the desktop, as each person wishes; never for what one did oneself.
 */
import i18next from 'i18next';
import { line } from '@/live/socket';
import type { Frame, FactFrame } from '@/live/state';
import { useLive } from '@/live/store';
import { chime, type Sound } from '@/ui/chime';
import { preferences } from '@/ui/prefs';
import { isQuiet } from './quiet';

type Event = 'offer' | 'mention' | 'reply';

const SOUNDS: Readonly<Record<Event, Sound>> = { offer: 'rise', mention: 'tap', reply: 'drop' };

function quietNow(): boolean {
  if (preferences.get('quiet.on') !== 'on') return false;
  const now = new Date().toTimeString().slice(0, 5);
  return isQuiet(preferences.get('quiet.from') ?? '', preferences.get('quiet.to') ?? '', now);
}

interface Row {
  agent?: { id: string } | null;
  customer?: { name: string };
  last_line?: string;
}

interface Entry {
  text?: string;
  author?: { name: string };
}

function eventOf({ fact, actor }: FactFrame, row: Row): Event | null {
  const { me } = useLive.getState();
  if (actor === `agent:${me}`) return null;
  if (fact.fact === 'InteractionOffered' && fact['agent'] === me) return 'offer';
  const mentions = fact['mentions'];
  if (fact.fact === 'NoteWritten' && Array.isArray(mentions) && mentions.includes(me)) return 'mention';
  if (fact.fact === 'MessageReceived' && row.agent?.id === me) return 'reply';
  return null;
}

/** Whether a notification of the desktop is wanted and allowed, and nobody looks anyway. */
function wanted(event: Event): boolean {
  const seen = document.visibilityState === 'visible' && document.hasFocus();
  if (seen || preferences.get(`notify.${event}`) !== 'on') return false;
  return 'Notification' in window && Notification.permission === 'granted';
}

function wordsOf(event: Event, row: Row, entry: Entry): { title: string; body: string } {
  const customer = row.customer?.name || i18next.t('customer.unnamed');
  const name = event === 'mention' ? (entry.author?.name ?? '') : customer;
  return {
    title: i18next.t(`lists:notice.${event}`, { name }),
    body: (entry.text ?? row.last_line ?? '').slice(0, 140),
  };
}

function notify(event: Event, frame: FactFrame, row: Row): void {
  const { conversation } = frame.fact;
  const { title, body } = wordsOf(event, row, (frame.rows.entry ?? {}) as Entry);
  const shown = new Notification(title, { body, tag: conversation ?? event, icon: '/icon-192.png' });
  shown.onclick = () => {
    window.focus();
    shown.close();
    if (conversation) go(`/inbox/mine/${conversation}`);
  };
}

let go: (to: string) => void = () => undefined;

function hear(frame: Frame): void {
  if (frame.op !== 'fact') return;
  const known = frame.fact.conversation ? useLive.getState().rows[frame.fact.conversation] : undefined;
  const row = (frame.rows.conversation ?? known ?? {}) as Row;
  const event = eventOf(frame, row);
  if (event === null || quietNow()) return;
  if (preferences.get(`sound.${event}`) === 'on') chime(SOUNDS[event]);
  if (wanted(event)) notify(event, frame, row);
}

/** Until stopped; `visit` opens a page of the desk. */
export function heed(visit: (to: string) => void): () => void {
  go = visit;
  void i18next.loadNamespaces('lists');
  return line.listen(hear);
}

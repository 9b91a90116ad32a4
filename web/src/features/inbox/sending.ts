/** From what is written to what is on its way: which route, what may go, and the outbox. */
import { useMe } from '@/api/session';
import { outbox, type Outgoing } from '@/api/outbox';
import type { Conversation, ReplyOption } from '@/api/types';
import { newId } from '@/ui/ids';
import { usePreference } from '@/ui/prefs';
import { isTooLong } from './ChannelRules';
import { clear, type Tab, type Written } from './drafts';

/** What follows for the conversation when it goes, and when that is. Nothing given: at once, and it stays as it is. */
export interface Way {
  then?: 'pend' | 'resolve' | 'snooze';
  outcome?: { disposition: string; reason: string; note: string };
  /** When a snoozed one comes back. */
  until?: string;
  /** A moment chosen to send at. */
  at?: string;
  unlessAnswered?: boolean;
}

/** What a template left to be filled in by hand. */
export const GAP = /⟦([^⟦⟧]{0,200})⟧/u;

/** By what the answer goes: what was chosen, else the conversation's own, else the first there is. */
export function routeOf(conversation: Conversation, chosen: string, identity = ''): ReplyOption | null {
  const exact = conversation.endpoints.find((one) => one.endpoint === chosen && one.identity === identity);
  if (exact) return exact;
  const by = (slug: string | null) => conversation.endpoints.find((option) => option.endpoint === slug);
  return by(chosen) ?? by(conversation.reply_endpoint) ?? conversation.endpoints[0] ?? null;
}

export function maySend(tab: Tab, draft: Written, route: ReplyOption | null): boolean {
  if (draft.text.trim() === '' && draft.files.length === 0) return false;
  if (tab === 'note') return true;
  return route !== null && !isTooLong(route, draft.text.length) && !GAP.test(draft.text + draft.subject);
}

function noteBody(draft: Written): Outgoing['body'] {
  const mentions = draft.mentions.filter((person) => draft.text.includes(`@${person.name}`));
  return {
    text: draft.text.trim(),
    files: draft.files.map((file) => file.id),
    mentions: [...new Set(mentions.map((person) => person.id))],
  };
}

function replyBody(draft: Written, route: ReplyOption | null, way: Way): Outgoing['body'] {
  const mail = route?.traits.subject ?? false;
  return {
    text: draft.text.trim(),
    files: draft.files.map((file) => file.id),
    endpoint: route?.endpoint,
    identity: route?.identity,
    subject: draft.subject.trim() || undefined,
    cc: mail ? draft.cc : undefined,
    marked: (route?.traits.html ?? false) && draft.marked,
    seen: draft.seen,
    used: draft.used,
    then: way.then,
    outcome: way.outcome,
    until: way.until,
  };
}

/** How long an answer by this route can be called back, in seconds; 0: it goes at once. */
export function useUndoSeconds(route: ReplyOption | null): number {
  const chat = usePreference('undo.chat');
  const mail = usePreference('undo.mail');
  const seconds = Number(route?.traits.session ? chat : mail);
  return Number.isFinite(seconds) ? Math.min(30, Math.max(0, Math.round(seconds))) : 0;
}

export function useSend(conversation: Conversation, tab: Tab, undoSeconds: number) {
  const { user } = useMe();
  return (draft: Written, route: ReplyOption | null, way: Way): void => {
    const held = tab === 'reply' && (way.at !== undefined || undoSeconds > 0);
    const hold = way.at
      ? { at: way.at, unless_answered: way.unlessAnswered ?? false }
      : { undo_seconds: undoSeconds };
    const body = tab === 'note' ? noteBody(draft) : replyBody(draft, route, way);
    outbox.add({
      client_id: newId(),
      conversation: conversation.id,
      kind: tab === 'note' ? 'notes' : held ? 'held' : 'messages',
      body: held ? { ...body, ...hold } : body,
      text: draft.text.trim(),
      files: draft.files,
      channel: tab === 'note' ? '' : (route?.channel ?? ''),
      at: new Date().toISOString(),
      author: { id: user.id, name: user.name },
    });
    clear(conversation.id, tab);
  };
}

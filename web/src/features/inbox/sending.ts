/** From what is written to what is on its way: which route, what may go, and the outbox. */
import { useMe } from '@/api/session';
import { outbox } from '@/api/outbox';
import type { Conversation, ReplyOption } from '@/api/types';
import { newId } from '@/ui/ids';
import { isTooLong } from './ChannelRules';
import { clear, type Tab, type Written } from './drafts';

export type Then = 'stay' | 'pend' | 'resolve';

/** By what the answer goes: what was chosen, else the conversation's own, else the first there is. */
export function routeOf(conversation: Conversation, chosen: string): ReplyOption | null {
  const by = (slug: string | null) => conversation.endpoints.find((option) => option.endpoint === slug);
  return by(chosen) ?? by(conversation.reply_endpoint) ?? conversation.endpoints[0] ?? null;
}

export function maySend(tab: Tab, draft: Written, route: ReplyOption | null): boolean {
  if (draft.text.trim() === '' && draft.files.length === 0) return false;
  return tab === 'note' || (route !== null && !isTooLong(route, draft.text.length));
}

function bodyOf(tab: Tab, draft: Written, route: ReplyOption | null, then: Then) {
  const text = draft.text.trim();
  const files = draft.files.map((file) => file.id);
  if (tab === 'note') return { text, files };
  return {
    text,
    files,
    endpoint: route?.endpoint,
    identity: route?.identity,
    subject: draft.subject.trim() || undefined,
    then: then === 'pend' ? ('pend' as const) : undefined,
  };
}

export function useSend(conversation: Conversation, tab: Tab) {
  const { user } = useMe();
  return (draft: Written, route: ReplyOption | null, then: Then): void => {
    outbox.add({
      client_id: newId(),
      conversation: conversation.id,
      kind: tab === 'note' ? 'notes' : 'messages',
      body: bodyOf(tab, draft, route, then),
      text: draft.text.trim(),
      files: draft.files,
      channel: tab === 'note' ? '' : (route?.channel ?? ''),
      at: new Date().toISOString(),
      author: { id: user.id, name: user.name },
    });
    clear(conversation.id, tab);
  };
}

import { expect, it } from 'vitest';
import type { LiveEntry } from './state';
import { joinNewest, mergeEntries } from './thread';

const message = (position: number, at = '2026-11-22T09:00:00.000Z'): LiveEntry => ({
  type: 'message',
  id: `msg_${String(position)}`,
  conversation: 'cnv_1',
  position,
  direction: 'in',
  status: 'received',
  at,
  client_id: '',
});

const event = (seq: number, name: string, at = '2026-11-22T09:00:00.000Z'): LiveEntry => ({
  type: 'event',
  seq,
  at,
  conversation: 'cnv_1',
  event: name,
  actor: { type: 'system', id: '', name: '' },
  data: {},
});

const shown = (entries: LiveEntry[]) =>
  entries.map((entry) => (entry.type === 'message' ? entry.position : entry.event));

it('within one moment: what opens, what was said, what followed', () => {
  const mixed = [event(3, 'InteractionQueued'), message(1), event(1, 'ConversationOpened')];
  expect(shown(mergeEntries([], mixed))).toEqual(['ConversationOpened', 1, 'InteractionQueued']);
});

it('a newest page that touches what is known joins it', () => {
  expect(shown(joinNewest([message(1), message(2)], [message(2), message(3)]))).toEqual([1, 2, 3]);
});

it('a newest page beyond a hole replaces what is known', () => {
  expect(shown(joinNewest([message(1), message(2)], [message(60), message(61)]))).toEqual([60, 61]);
});

it('a slow answer to sending does not take back what a frame told', () => {
  const at = (status: string): LiveEntry => ({ ...message(1), direction: 'out', status }) as LiveEntry;
  const statusAfter = (known: string) => mergeEntries([at(known)], [at('written')])[0];
  expect(statusAfter('sent')).toMatchObject({ status: 'sent' });
  expect(statusAfter('attempting')).toMatchObject({ status: 'attempting' });
  expect(statusAfter('failed')).toMatchObject({ status: 'written' });
});

import { expect, it } from 'vitest';
import { due, type Outgoing } from './outbox';

const item = (client_id: string, conversation: string, refused: Outgoing['refused'] = null): Outgoing => ({
  client_id,
  conversation,
  kind: 'messages',
  body: { text: 'Hola' },
  text: 'Hola',
  files: [],
  channel: 'email',
  at: '2026-11-22T09:00:00.000Z',
  author: { id: 'usr_1', name: 'Ana' },
  refused,
});

const ids = (items: Outgoing[]) => due(items).map((each) => each.client_id);

it('one at a time in a conversation, in order; conversations do not wait for each other', () => {
  expect(ids([item('a', 'cnv_1'), item('b', 'cnv_1'), item('c', 'cnv_2')])).toEqual(['a', 'c']);
});

it('a refused one does not hold up those after it', () => {
  expect(ids([item('a', 'cnv_1', { code: 'too_large', params: {} }), item('b', 'cnv_1')])).toEqual(['b']);
});

import { expect, it } from 'vitest';
import type { EventEntry } from '@/api/types';
import { told } from './story';

const event = (seq: number, name: string, data: Record<string, unknown> = {}): EventEntry => ({
  type: 'event',
  seq,
  at: '2026-11-22T09:00:00.000Z',
  conversation: 'cnv_1',
  number: 1,
  event: name,
  actor: { type: 'agent', id: 'usr_1', name: 'Ana' },
  data,
});

const names = (entries: EventEntry[]) => told(entries).map((entry) => entry.type === 'event' && entry.event);

it('accepting an offer and taking the conversation is one line', () => {
  const entries = [event(1, 'OfferAccepted', { agent: 'a' }), event(2, 'ConversationTaken', { agent: 'a' })];
  expect(names(entries)).toEqual(['OfferAccepted']);
});

it('a transfer says that it waits again, and where', () => {
  const entries = [
    event(1, 'InteractionTransferred', { to_queue: 'b' }),
    event(2, 'InteractionQueued', { queue: 'b', why: 'transferred' }),
    event(3, 'ConversationQueueChanged', { queue: 'b' }),
  ];
  expect(names(entries)).toEqual(['InteractionTransferred']);
});

it('somebody else taking it is news', () => {
  const entries = [
    event(1, 'ConversationTaken', { agent: 'a' }),
    event(2, 'ConversationTaken', { agent: 'b' }),
  ];
  expect(names(entries)).toHaveLength(2);
});

it('a missed offer says that it waits again', () => {
  const entries = [
    event(1, 'OfferExpired', { agent: 'a' }),
    event(2, 'InteractionQueued', { queue: 'b', why: 'not_answered' }),
  ];
  expect(names(entries)).toEqual(['OfferExpired']);
});

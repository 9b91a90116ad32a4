import { describe, expect, it } from 'vitest';
import { reduce } from './reduce';
import { empty, type FactFrame, type Frame, type LiveMessage, type LiveRow, type LiveState } from './state';

const NOW = 1_000_000;
const AT = '2026-11-22T09:00:00.000Z';

const row = (id: string, touched_at = AT): LiveRow => ({
  id,
  status: 'open',
  touched_at,
  last: 1,
  unread: false,
});

const message = (id: string, position: number, status = 'written'): LiveMessage => ({
  type: 'message',
  id,
  conversation: 'cnv_1',
  position,
  direction: 'out',
  status,
  at: AT,
  client_id: '',
});

const fact = (seq: number, prev: number, name: string, more: Partial<FactFrame> = {}): FactFrame => ({
  op: 'fact',
  seq,
  prev,
  at: AT,
  actor: 'agent:usr_1',
  fact: { fact: name, conversation: 'cnv_1' },
  rows: {},
  ...more,
});

const SNAPSHOT: Frame = {
  op: 'snapshot',
  seq: 10,
  presence: { state: 'available' },
  offers: [],
  counts: { mine: 1 },
};

const play = (frames: Frame[], from: LiveState = { ...empty, me: 'usr_1' }): LiveState =>
  frames.reduce((state, frame) => reduce(state, frame, NOW), from);

const opened: LiveState = {
  ...empty,
  me: 'usr_1',
  threads: { cnv_1: { entries: [], loaded: true, older: null } },
};

describe('the place in the stream', () => {
  it('a snapshot sets it', () => {
    expect(play([SNAPSHOT]).position).toBe(10);
  });

  it('facts move it on, one after the other', () => {
    const state = play([SNAPSHOT, fact(12, 10, 'PriorityChanged'), fact(15, 12, 'PriorityChanged')]);
    expect([state.position, state.gap]).toEqual([15, false]);
  });

  it('a fact that does not follow the last one opens a gap and changes nothing', () => {
    const before = play([SNAPSHOT, fact(12, 10, 'PriorityChanged')]);
    const after = play([fact(20, 18, 'ConversationTaken', { rows: { conversation: row('cnv_1') } })], before);
    expect(after.gap).toBe(true);
    expect(after.position).toBe(12);
    expect(after.rows).toEqual({});
  });

  it('in a gap no fact is taken until the server has answered hello', () => {
    const late = fact(13, 12, 'ConversationTaken', { rows: { conversation: row('cnv_1') } });
    const lost = { ...play([SNAPSHOT, fact(12, 10, 'PriorityChanged')]), gap: true };
    expect(play([late], lost).rows).toEqual({});
    expect(play([{ op: 'resumed', seq: 13 }, late], lost).rows).toHaveProperty('cnv_1');
  });

  it('a fact that came before is not applied twice', () => {
    const once = play([
      SNAPSHOT,
      fact(12, 10, 'ConversationTaken', { rows: { conversation: row('cnv_1') } }),
    ]);
    const again = play([{ op: 'resumed', seq: 12 }, fact(12, 10, 'ConversationTaken')], once);
    expect(again.position).toBe(12);
    expect(again.rows).toEqual(once.rows);
  });

  it('an answered hello makes open lists be read again', () => {
    expect(play([SNAPSHOT, { op: 'resumed', seq: 10 }]).listsEpoch).toBe(2);
  });
});

describe('rows', () => {
  it('never go back in time', () => {
    const newer = { ...row('cnv_1', '2026-11-22T10:00:00.000Z'), status: 'resolved' };
    const state = play([
      { op: 'touched', conversations: [newer], more: false },
      { op: 'touched', conversations: [row('cnv_1')], more: false },
    ]);
    expect(state.rows['cnv_1']?.status).toBe('resolved');
  });

  it('what I have read is not unread again because a shared row says so', () => {
    const unread = { ...row('cnv_1', '2026-11-22T10:00:00.000Z'), unread: true };
    const read = { ...empty, seen: { cnv_1: 1 } };
    const state = play([{ op: 'touched', conversations: [unread], more: false }], read);
    expect(state.rows['cnv_1']?.unread).toBe(false);
    const more = play([{ op: 'touched', conversations: [{ ...unread, last: 2 }], more: false }], state);
    expect(more.rows['cnv_1']?.unread).toBe(true);
  });

  it('touched rows without numbers keep the numbers', () => {
    expect(play([SNAPSHOT, { op: 'touched', conversations: [row('a')], more: false }]).counts).toEqual({
      mine: 1,
    });
  });
});

describe('offers', () => {
  const offer = { id: 'off_1', conversation: 'cnv_1', expires_at: AT };
  const offered = fact(11, 10, 'InteractionOffered', { rows: { offer } });

  it('come with the fact', () => {
    expect(play([SNAPSHOT, offered]).offers).toEqual({ off_1: offer });
  });

  it.each(['OfferAccepted', 'OfferDeclined', 'OfferExpired', 'OfferWithdrawn'])('go with %s', (name) => {
    const over = fact(12, 11, name, { fact: { fact: name, conversation: 'cnv_1', offer: 'off_1' } });
    expect(play([SNAPSHOT, offered, over]).offers).toEqual({});
  });
});

describe('my state', () => {
  it('follows the fact about me', () => {
    const mine = fact(11, 10, 'AgentStateChanged', { rows: { presence: { agent: 'usr_1' } } });
    expect(play([SNAPSHOT, mine]).presence).toEqual({ agent: 'usr_1' });
  });

  it("is not a colleague's", () => {
    const other = fact(11, 10, 'AgentStateChanged', { rows: { presence: { agent: 'usr_2' } } });
    expect(play([SNAPSHOT, other]).presence).toEqual({ state: 'available' });
  });
});

describe('the open timeline', () => {
  it('takes entries in order, each once', () => {
    const state = play(
      [
        fact(1, 0, 'MessageWritten', { rows: { entry: message('b', 2) } }),
        fact(2, 1, 'MessageWritten', { rows: { entry: message('a', 1) } }),
        fact(3, 2, 'MessageSent', { rows: { entry: message('b', 2, 'sent') } }),
      ],
      opened,
    );
    const entries = state.threads['cnv_1']?.entries ?? [];
    expect(entries.map((entry) => entry.type === 'message' && [entry.id, entry.status])).toEqual([
      ['a', 'written'],
      ['b', 'sent'],
    ]);
  });

  it('a receipt that comes late takes nothing back', () => {
    const state = play(
      [
        fact(1, 0, 'MessageRead', { rows: { entry: message('a', 1, 'read') } }),
        fact(2, 1, 'MessageDelivered', {
          fact: { fact: 'MessageDelivered', conversation: 'cnv_1', message: 'a' },
        }),
      ],
      opened,
    );
    expect(state.threads['cnv_1']?.entries[0]).toMatchObject({ status: 'read' });
  });

  it('an ordered resend starts again from a failure', () => {
    const of = (name: string) => ({ fact: { fact: name, conversation: 'cnv_1', message: 'a' } });
    const state = play(
      [
        fact(1, 0, 'MessageFailed', { rows: { entry: message('a', 1, 'failed') } }),
        fact(2, 1, 'ResendOrdered', of('ResendOrdered')),
        fact(3, 2, 'MessageSent', of('MessageSent')),
      ],
      opened,
    );
    expect(state.threads['cnv_1']?.entries[0]).toMatchObject({ status: 'sent' });
  });

  it('events of the story are made from their facts', () => {
    const state = play([fact(4, 3, 'ConversationTaken')], opened);
    expect(state.threads['cnv_1']?.entries).toMatchObject([
      { type: 'event', seq: 4, event: 'ConversationTaken', actor: { type: 'agent', id: 'usr_1' } },
    ]);
  });

  it('conversations that are not open keep nothing', () => {
    expect(play([fact(1, 0, 'MessageWritten', { rows: { entry: message('a', 1) } })]).threads).toEqual({});
  });
});

describe('typing', () => {
  const on: Frame = { op: 'typing', conversation: 'cnv_1', who: 'customer', on: true };

  it('ends when they stop, when the message comes, and by itself', () => {
    expect(play([on]).typing['cnv_1']?.until).toBeGreaterThan(NOW);
    expect(play([on, { ...on, on: false }]).typing).toEqual({});
    expect(play([SNAPSHOT, on, fact(11, 10, 'MessageReceived')]).typing).toEqual({});
  });
});

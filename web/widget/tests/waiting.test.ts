/** What is told about waiting, in which words, what of it aloud; and the other ways, taken and refused. */
import { describe, expect, it } from 'vitest';
import { type Spoken, chooseMode, queueLine, worthSaying } from '../src/mode';
import type { ServerFrame, Status, Waiting } from '../src/protocol';
import { speaker } from '../src/say';
import { type State, reduce, start } from '../src/session';

const es = speaker('es');
const en = speaker('en');

const waits = (more: Partial<State>): State => ({ ...start('t'), status: 'queued', ahead: 3, ...more });

const told = (status: Status, more: Partial<Waiting> = {}): ServerFrame => ({
  op: 'state',
  status,
  agent: null,
  online: true,
  ahead: null,
  ...more,
});

describe('the wait', () => {
  it.each([
    [[2, 4], '3 personas delante de usted · 2–4 min', '3 people ahead of you · 2–4 min'],
    [[0, 1], '3 personas delante de usted · hasta 1 min', '3 people ahead of you · up to 1 min'],
    [[50, 130], '3 personas delante de usted · 0–3 h', '3 people ahead of you · 0–3 h'],
  ] as const)('%j is a range and never a promise', (expected, spanish, english) => {
    expect(queueLine(waits({ expected }), es)).toBe(spanish);
    expect(queueLine(waits({ expected }), en)).toBe(english);
  });

  it('without an estimate only the place is told, and out of hours nothing', () => {
    expect(queueLine(waits({}), es)).toBe('3 personas delante de usted');
    expect(queueLine(waits({ expected: [2, 4], online: false }), es)).toBe('');
    expect(queueLine(waits({ ahead: 0, expected: [0, 2] }), es)).toBe(es('next_in_line'));
    expect(queueLine(waits({ ahead: 0, expected: [1, 9] }), es)).toBe(`${es('first_in_line')} · 1–9 min`);
  });

  it('who is refused, called back or answered by mail is told so, in the chat', () => {
    for (const status of ['refused', 'callback', 'email'] as const) {
      const state = waits({ status, number: '+34 600 12 34 56', online: false });
      const line = queueLine(state, es);
      expect(line).not.toBe('');
      expect(line.includes('+34 600 12 34 56')).toBe(status === 'callback');
      const situation = { state, entries: [], mode: null, offlineForm: true };
      expect(chooseMode({ ...situation, formDone: false, answerLeft: false, mustAsk: false })).toBe('chat');
    }
  });
});

describe('aloud', () => {
  const before: Spoken = { text: '3 · 2–4 min', status: 'queued', ahead: 3, at: 1_000_000 };
  const say = (state: State, after: number, text = 'new'): boolean =>
    worthSaying(before, state, text, before.at + after);

  it('a moving range is no news, a moved place now and then, a new status at once', () => {
    expect(say(waits({}), 600_000)).toBe(false);
    expect(say(waits({ ahead: 2 }), 5_000)).toBe(false);
    expect(say(waits({ ahead: 2 }), 31_000)).toBe(true);
    expect(say(waits({ ahead: 0 }), 1)).toBe(true);
    expect(say(waits({ status: 'handling' }), 1)).toBe(true);
    expect(say(waits({ ahead: 0 }), 600_000, before.text)).toBe(false);
  });
});

describe('another way', () => {
  const asked = reduce(waits({ link: 'ready' }), { type: 'chosen', client_id: 'c1' })[0];

  it('is on its way until the status says what became of it', () => {
    expect(asked.choosing).toBe('c1');
    const still = reduce(asked, { type: 'frame', frame: told('queued', { ahead: 2 }) })[0];
    expect([still.choosing, still.ahead]).toEqual(['c1', 2]);
    const called = reduce(still, { type: 'frame', frame: told('callback', { number: '+34 600' }) })[0];
    expect([called.choosing, called.status, called.number]).toEqual([null, 'callback', '+34 600']);
  });

  it('that cannot be taken says why, and the chat goes on', () => {
    const refusal = { op: 'refused', client_id: 'c1', code: 'invalid', detail: 'No es un número.' } as const;
    const [refused, effects] = reduce(asked, { type: 'frame', frame: refusal });
    expect([refused.choosing, refused.choiceProblem, refused.problem]).toEqual([
      null,
      'No es un número.',
      null,
    ]);
    expect(effects).toEqual([]);
    const anew = reduce(refused, { type: 'chosen', client_id: 'c2' })[0];
    expect(anew.choiceProblem).toBe('');
  });

  it('whose answer was lost with the connection may be chosen again', () => {
    expect(reduce(asked, { type: 'closed', final: false })[0].choosing).toBe(null);
  });

  it('a server that tells nothing of it offers nothing', () => {
    const state = reduce(asked, { type: 'frame', frame: told('queued') })[0];
    expect([state.ways, state.expected, state.notice]).toEqual([[], null, '']);
  });
});

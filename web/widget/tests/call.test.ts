/** What a caller's page does, decided without a browser: the server's word wins, nothing is ordered twice, nobody is lost. */
import { describe, expect, it } from 'vitest';
import { NOTHING, type CallTold } from '../src/call/frames';
import { nowLines, place } from '../src/call/screen';
import { largest } from '../src/call/stage';
import { type CallEvent, type CallState, IDLE, reduce } from '../src/call/state';
import { callSpeaker } from '../src/call/texts';

const told = (change: Partial<CallTold>): CallTold => ({ ...NOTHING, ...change });
const LIVE = told({ state: 'queued', leg: 'leg_1', interaction: 'itr_1' });

function after(state: CallState, ...events: CallEvent[]): { state: CallState; done: string[] } {
  const done: string[] = [];
  for (const event of events) {
    const [next, effects] = reduce(state, event);
    state = next;
    done.push(...effects.map((one) => one.do));
  }
  return { state, done };
}

const LINKED = after(IDLE, { type: 'linked', linked: true }).state;
const ORDERED = after(
  LINKED,
  { type: 'wish', video: false, known: true },
  { type: 'devices', barrier: '' },
  { type: 'order', client_id: 'a' },
).state;
const hear = (change: CallTold, resumes = false): CallEvent => ({ type: 'told', told: change, resumes });
const TALKING = after(ORDERED, hear(LIVE), { type: 'media', media: 'flowing' }).state;

describe('before a call', () => {
  it('says why before the browser asks, unless it was allowed before', () => {
    expect(after(LINKED, { type: 'wish', video: true, known: false }).state.phase).toBe('primed');
    expect(after(LINKED, { type: 'wish', video: true, known: true }).done).toEqual(['take devices']);
  });

  it('looks whether one is heard before anybody is called', () => {
    const { state, done } = after(
      LINKED,
      { type: 'wish', video: false, known: true },
      { type: 'devices', barrier: '' },
    );
    expect(state.phase).toBe('checked');
    expect(done).not.toContain('order');
  });

  it.each(['denied', 'no_device', 'busy', 'unsupported'] as const)(
    'without a microphone (%s) nobody is called',
    (barrier) => {
      const { state, done } = after(
        LINKED,
        { type: 'wish', video: false, known: true },
        { type: 'devices', barrier },
      );
      expect(state).toMatchObject({ phase: 'barred', barrier });
      expect(done).toEqual(['take devices']);
    },
  );

  it('what was granted after he changed his mind is given back', () => {
    const { state, done } = after(
      LINKED,
      { type: 'wish', video: false, known: true },
      { type: 'dismiss' },
      { type: 'devices', barrier: '' },
    );
    expect(state.phase).toBe('idle');
    expect(done.at(-1)).toBe('let go');
  });
});

describe('a call', () => {
  it('connects by the leg the server names', () => {
    expect(reduce(ORDERED, hear(LIVE))[1]).toEqual([{ do: 'connect', leg: 'leg_1' }]);
  });

  it('is ordered again by the same id when the line was away, and "none" meanwhile does not end it', () => {
    const { state, done } = after(
      ORDERED,
      { type: 'linked', linked: false },
      { type: 'linked', linked: true },
      hear(told({ state: 'none' })),
    );
    expect(state).toMatchObject({ phase: 'ordered', order: 'a' });
    expect(done).toEqual(['order']);
  });

  it('that is refused says why and lets go of the devices; the refusal of another order changes nothing', () => {
    const refusal = (client_id: string): CallEvent => ({ type: 'refused', client_id, detail: 'Más tarde.' });
    expect(after(ORDERED, refusal('b')).state.phase).toBe('ordered');
    const { state, done } = after(ORDERED, refusal('a'));
    expect(state).toMatchObject({ phase: 'barred', barrier: 'refused', detail: 'Más tarde.' });
    expect(done).toEqual(['let go']);
  });

  it('whose sound breaks off is connected anew, without the line only once that is back', () => {
    expect(after(TALKING, { type: 'media', media: 'broken' }).done).toEqual(['reconnect']);
    const away = after(TALKING, { type: 'linked', linked: false }, { type: 'media', media: 'broken' });
    expect(away.done).toEqual([]);
    expect(after(away.state, { type: 'linked', linked: true }).done).toEqual(['reconnect']);
  });

  it('goes on after a reload of the page that had it, and is offered in any other', () => {
    expect(after(LINKED, hear(LIVE, true)).done).toEqual(['take devices']);
    expect(after(LINKED, hear(LIVE, true), { type: 'devices', barrier: '' }).done.at(-1)).toBe('connect');
    const other = after(LINKED, hear(LIVE));
    expect(other.state.phase).toBe('elsewhere');
    expect(after(other.state, { type: 'take over' }, { type: 'devices', barrier: '' }).done.at(-1)).toBe(
      'connect',
    );
    expect(after(other.state, hear(told({ state: 'none' }))).state.phase).toBe('idle');
  });

  it('that the other side ends lets go of everything', () => {
    const { state, done } = after(TALKING, hear(told({ state: 'ended' })));
    expect(state.phase).toBe('over');
    expect(done).toEqual(['let go']);
  });

  it('a guest who waited alone is connected when there is a leg for him', () => {
    const alone = after(ORDERED, hear(told({ state: 'alone' })));
    expect(alone.done).toEqual([]);
    expect(reduce(alone.state, hear(told({ state: 'talking', leg: 'leg_9' })))[1]).toEqual([
      { do: 'connect', leg: 'leg_9' },
    ]);
  });
});

describe('what is said', () => {
  const say = callSpeaker('es');

  it('his place and a range of the wait, never a promise', () => {
    const waiting = { ...TALKING, told: told({ state: 'queued', leg: 'leg_1', ahead: 3, expected: [2, 5] }) };
    expect(place(waiting, say)).toBe('3 personas delante de usted · entre 2 y 5 min');
    const silent = { ...TALKING, told: told({ state: 'queued', leg: 'leg_1' }) };
    expect(place(silent, say)).toBe('');
  });

  it('with whom he talks, also where nobody has a name', () => {
    const talking = { ...TALKING, told: told({ state: 'talking', leg: 'leg_1', agent: 'Ana' }) };
    expect(nowLines(talking, say).title).toBe('Hablando con Ana');
    expect(nowLines({ ...talking, told: { ...talking.told, agent: '' } }, say).title).toBe('En llamada');
  });

  it('a shared screen is large, before a face and before oneself', () => {
    expect(
      largest([
        ['own', 'own'],
        ['a camera', 'camera'],
        ['b screen', 'screen'],
      ]),
    ).toBe('b screen');
    expect(
      largest([
        ['own', 'own'],
        ['a camera', 'camera'],
      ]),
    ).toBe('a camera');
    expect(largest([])).toBe('');
  });
});

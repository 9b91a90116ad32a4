/** The state machine: resuming, order, chapters, who is the visitor. */
import { describe, expect, it } from 'vitest';
import type { Message, ServerFrame, Welcome } from '../src/protocol';
import { type Event, type State, reduce, since, start } from '../src/session';
import { World, seeded, shown } from './world';

const message = (position: number, change: Partial<Message> = {}): Message => ({
  id: `m${position}`,
  position,
  from: 'agent',
  name: 'Ana',
  text: `t${position}`,
  at: '2026-11-22T09:00:00.000Z',
  files: [],
  ...change,
});

const welcome = (change: Partial<Welcome> = {}): Welcome => ({
  op: 'welcome',
  token: 'T',
  conversation: 'cnv_1',
  status: 'handling',
  online: true,
  agent: { name: 'Ana' },
  messages: [],
  position: 0,
  ahead: null,
  ...change,
});

const after = (state: State, ...events: (Event | ServerFrame)[]): State =>
  events.reduce<State>(
    (next, event) => reduce(next, 'op' in event ? { type: 'frame', frame: event } : event)[0],
    state,
  );

const texts = (state: State): string[] => state.lines.map((line) => line.text);

describe('resuming', () => {
  it('asks for what follows the last message the server sent', () => {
    const state = after(start('T'), welcome({ messages: [message(1), message(3)] }), {
      op: 'message',
      message: message(5),
    });
    expect(since(state)).toBe(5);
  });

  it('an ack does not move the marker past a message still on its way', () => {
    const state = after(start('T'), welcome({ messages: [message(1)] }), {
      type: 'own',
      message: message(9),
    });
    expect(since(state)).toBe(1);
  });

  it('a position of another conversation is not used: everything is asked for anew', () => {
    const before = after(start('T'), welcome({ messages: [message(40)] }), { type: 'hello' });
    const [state, effects] = reduce(before, {
      type: 'frame',
      frame: welcome({ conversation: 'cnv_2', messages: [] }),
    });
    expect(effects).toContainEqual({ do: 'reconnect' });
    expect(since(state)).toBe(0);
    const [again, calm] = reduce(reduce(state, { type: 'hello' })[0], {
      type: 'frame',
      frame: welcome({
        conversation: 'cnv_2',
        messages: [message(40), message(1, { id: 'n1', text: 'new' })],
      }),
    });
    expect(calm).not.toContainEqual({ do: 'reconnect' });
    expect(texts(again)).toEqual(['t40', 'new']);
  });

  it('another visitor than before takes away the lines of the first', () => {
    const before = after(start('T'), welcome({ messages: [message(4)] }), { type: 'hello' });
    const state = after(before, welcome({ token: 'U' }));
    expect(state.lines).toEqual([]);
    expect(state.token).toBe('U');
  });

  it('what came before the welcome is not lost by it', () => {
    const state = after(
      start('T'),
      { op: 'message', message: message(5) },
      welcome({ messages: [message(1), message(3)] }),
    );
    expect(texts(state)).toEqual(['t1', 't3', 't5']);
    expect(since(state)).toBe(5);
  });

  it('survives a restart of the server without missing what was said meanwhile', () => {
    const world = new World(seeded(5));
    const link = world.tab();
    link.start();
    link.send({ text: 'hola', files: [] });
    world.time.run(2000);
    world.server.up = false;
    world.server.restart();
    world.time.run(5000);
    expect(link.state.link).not.toBe('ready');
    world.server.agentSays(world.server.only(), 'buenos días');
    world.server.up = true;
    world.time.run(40_000);
    expect(link.state.link).toBe('ready');
    expect(shown(link)).toEqual(['hola', 'buenos días']);
  });

  it('leaves a connection that answers no ping', () => {
    const world = new World(seeded(5));
    const link = world.tab();
    link.start();
    link.send({ text: 'hola', files: [] });
    world.time.run(60_000);
    world.server.freeze();
    world.server.agentSays(world.server.only(), 'sigo aquí');
    world.time.run(60_000);
    expect(shown(link)).toEqual(['hola', 'sigo aquí']);
  });

  it('waits longer each time, at most half a minute, and never all at once', () => {
    const waits = [0, 0.999].map((chance) => {
      const world = new World(() => chance);
      const opened: number[] = [];
      world.server.up = false;
      const link = world.tab({
        connect: () => {
          opened.push(world.time.now);
          return world.server.accept();
        },
      });
      link.start();
      world.time.run(400_000);
      return opened.slice(1).map((at, index) => at - (opened[index] as number));
    });
    for (const list of waits) expect(Math.max(...list)).toBeLessThanOrEqual(31_000);
    expect(waits[0]!.slice(0, 4)).toEqual([...waits[0]!.slice(0, 4)].sort((a, b) => a - b));
    expect(waits[1]![6]! - waits[0]![6]!).toBeGreaterThan(10_000);
  });
});

describe('a farewell', () => {
  it('is followed: the chat comes back within the time it was told, and nothing written meanwhile is lost', () => {
    for (const chance of [0, 0.999]) {
      const world = new World(() => chance);
      const link = world.tab();
      link.start();
      world.time.run(5_000);
      world.server.farewell([6, 12]);
      link.send({ text: 'hola', files: [] });
      world.time.run(5_900);
      expect(link.state.link).toBe('waiting');
      world.time.run(8_000);
      expect(link.state.link).toBe('ready');
      expect(world.server.texts).toEqual(['hola']);
    }
  });

  it('that a message was put off for too much work does not lose it', () => {
    const world = new World(seeded(9));
    const link = world.tab();
    link.start();
    world.time.run(5_000);
    world.server.refuse = (frame) => (frame.op === 'send' ? { code: 'overloaded', detail: '' } : null);
    link.send({ text: 'hola', files: [] });
    world.time.run(2_000);
    world.server.refuse = null;
    world.time.run(60_000);
    expect(world.server.texts).toEqual(['hola']);
  });
});

describe('order', () => {
  it('is the positions’, not that of arrival, and a message comes once', () => {
    const state = after(
      start('T'),
      welcome({ messages: [message(1)] }),
      { type: 'own', message: message(4, { from: 'customer' }) },
      { op: 'message', message: message(3) },
      { op: 'message', message: message(4, { from: 'customer' }) },
      { op: 'message', message: message(3) },
    );
    expect(texts(state)).toEqual(['t1', 't3', 't4']);
  });

  it('a new conversation after an ended one follows it, though its positions start at 1', () => {
    const ended: ServerFrame = { op: 'state', status: 'ended', ahead: null, agent: null, online: true };
    const state = after(
      start('T'),
      welcome({ messages: [message(7)] }),
      ended,
      { type: 'own', message: message(1, { id: 'n1', text: 'again' }) },
      { op: 'message', message: message(2, { id: 'n2', text: 'welcome back' }) },
    );
    expect(texts(state)).toEqual(['t7', 'again', 'welcome back']);
  });

  it('after the end everything is asked for, as the next conversation counts from 1', () => {
    const ended: ServerFrame = { op: 'state', status: 'ended', ahead: null, agent: null, online: true };
    expect(since(after(start('T'), welcome({ messages: [message(7)] }), ended))).toBe(0);
  });

  it('a whole story over two conversations', () => {
    const world = new World(seeded(8));
    const link = world.tab();
    link.start();
    ['a', 'b', 'c'].forEach((text) => link.send({ text, files: [] }));
    world.time.run(5000);
    link.end();
    world.time.run(1000);
    expect(link.state.status).toBe('ended');
    expect(link.state.ending).toBe(false);
    link.send({ text: 'd', files: [] });
    world.time.run(1000);
    world.server.agentSays(world.server.only(), 'e');
    world.time.run(1000);
    world.server.restart();
    world.server.agentSays(world.server.only(), 'f');
    world.time.run(10_000);
    expect(shown(link)).toEqual(['a', 'b', 'c', 'd', 'e', 'f']);
  });
});

describe('signals', () => {
  it('typing is forgotten when the message comes, when the time is over and when the line drops', () => {
    const typing: ServerFrame = { op: 'typing', on: true, name: 'Ana' };
    const state = after(start('T'), welcome(), typing);
    expect(state.typing).toBe('Ana');
    expect(after(state, { op: 'message', message: message(2) }).typing).toBeNull();
    expect(after(state, { type: 'typing over' }).typing).toBeNull();
    expect(after(state, { type: 'closed', final: false }).typing).toBeNull();
  });

  it('a read receipt never goes back', () => {
    expect(after(start('T'), welcome(), { op: 'seen', position: 5 }, { op: 'seen', position: 3 }).seen).toBe(
      5,
    );
  });

  it('what is no frame is passed over', () => {
    const state = start('T');
    expect(after(state, { op: 'novelty' } as unknown as ServerFrame)).toEqual(state);
  });
});

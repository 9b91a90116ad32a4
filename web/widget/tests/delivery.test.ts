/** Nothing lost, nothing doubled, in order: whatever the network does. Each guarantee with its negative control. */
import { describe, expect, it } from 'vitest';
import type { Link } from '../src/link';
import { LEASE_MS, Outbox } from '../src/outbox';
import { BlockedStorage, World, seeded, shown } from './world';

const SEEDS = Array.from({ length: 60 }, (_, index) => index + 1);

interface Story {
  written: string[];
  stored: string[];
  shown: string[];
  left: number;
}

/** A visitor writes and an agent answers while connections break; then the network calms down. */
function storm(seed: number, rules = {}, spoil: (link: Link) => void = () => undefined): Story {
  const chance = seeded(seed);
  const world = new World(chance, { cut: 0.12, latency: () => 5 + chance() * 200, ...rules });
  let link = world.tab();
  spoil(link);
  link.start();
  const written: string[] = [];
  for (let step = 0; step < 40; step += 1) {
    if (chance() < 0.6) {
      written.push(`v${step}`);
      link.send({ text: `v${step}`, files: [] });
    }
    const visitor = world.server.visitors[0];
    if (visitor?.log.length && chance() < 0.4) world.server.agentSays(visitor, `a${step}`);
    if (chance() < 0.08) world.server.restart();
    if (chance() < 0.05) world.server.freeze();
    if (chance() < 0.06) {
      // The page is loaded anew in the middle of it all.
      link.leave();
      link.stop();
      link = world.tab();
      spoil(link);
      link.start();
    }
    world.time.run(chance() * 1500);
  }
  world.server.rules.cut = 0;
  world.time.run(180_000);
  const left = link.outbox.entries().length;
  return { written, stored: world.server.texts, shown: shown(link), left };
}

const own = (texts: string[]): string[] => texts.filter((text) => text.startsWith('v'));

describe('under random disconnects', () => {
  it.each(SEEDS)(
    'every message arrives once and in order, and the visitor sees what is stored (seed %i)',
    (seed) => {
      const story = storm(seed);
      expect(own(story.stored)).toEqual(story.written);
      expect(story.shown).toEqual(story.stored);
      expect(story.left).toBe(0);
    },
  );

  it('negative control: a server that does not know client ids stores doubles', () => {
    const doubled = SEEDS.filter((seed) => {
      const { written, stored } = storm(seed, { dedupe: false });
      return own(stored).length > written.length;
    });
    expect(doubled.length).toBeGreaterThan(0);
  });

  it('negative control: an outbox that forgets at sending instead of at the ack loses messages', () => {
    const lost = SEEDS.filter((seed) => {
      const { written, stored } = storm(seed, {}, (link) => {
        const lease = link.outbox.lease.bind(link.outbox);
        link.outbox.lease = (id) => {
          const got = lease(id);
          link.outbox.remove(id);
          return got;
        };
      });
      return own(stored).length < written.length;
    });
    expect(lost.length).toBeGreaterThan(0);
  });

  it('negative control: a marker that moves with acks loses messages of the agent', () => {
    const world = new World(seeded(3), { latency: () => 100 });
    const link = world.tab();
    link.start();
    world.time.run(1000);
    link.send({ text: 'v1', files: [] });
    world.time.run(1000);
    const marker = link.state.marker;
    world.server.freeze();
    world.server.agentSays(world.server.only(), 'a1');
    world.server.restart();
    link.state = { ...link.state, marker: marker + 10 };
    world.time.run(10_000);
    expect(shown(link)).not.toContain('a1');
  });
});

describe('the outbox', () => {
  it('keeps a message through a reload in the middle of sending', () => {
    const world = new World(seeded(1), { latency: () => 500 });
    const first = world.tab();
    first.start();
    world.time.run(2000);
    first.send({ text: 'hola', files: [] });
    world.time.run(10);
    first.leave();
    first.stop();
    const second = world.tab();
    expect(second.outbox.entries().map((entry) => entry.text)).toEqual(['hola']);
    second.start();
    world.time.run(5000);
    expect(world.server.texts).toEqual(['hola']);
    expect(shown(second)).toEqual(['hola']);
    expect(second.outbox.entries()).toEqual([]);
  });

  it('works as long as the page when storage is blocked', () => {
    const world = new World(seeded(2), { cut: 0.1 }, new BlockedStorage());
    const link = world.tab();
    link.start();
    ['a', 'b', 'c'].forEach((text) => link.send({ text, files: [] }));
    world.time.run(3000);
    world.server.restart();
    world.server.rules.cut = 0;
    world.time.run(60_000);
    expect(world.server.only().log.map((message) => message.text)).toEqual(['a', 'b', 'c']);
  });

  it('keeps what was written before any connection and sends it when the server comes', () => {
    const world = new World();
    world.server.up = false;
    const link = world.tab();
    link.start();
    link.send({ text: 'hola', files: [] });
    world.time.run(120_000);
    expect(link.state.link).not.toBe('ready');
    world.server.up = true;
    world.time.run(60_000);
    expect(world.server.texts).toEqual(['hola']);
  });

  it('sends a form once, also when its ack is lost', () => {
    const world = new World(seeded(1), { latency: () => 300 });
    const link = world.tab();
    link.start();
    world.time.run(2000);
    link.sendForm({ text: '¿Abren el lunes?', files: [], name: 'Eva', email: 'eva@example.com' });
    world.time.run(350);
    world.server.restart();
    world.time.run(60_000);
    expect(world.server.forms).toHaveLength(1);
    expect(link.formDone).toBe(true);
  });
});

describe('refusals', () => {
  it('a refused message says why, lets the next pass and is sent when asked for again', () => {
    const world = new World();
    const link = world.tab();
    link.start();
    world.server.refuse = (frame) =>
      frame.op === 'send' && frame.text === 'too long'
        ? { code: 'too_large', detail: 'Demasiado largo' }
        : null;
    const entry = link.send({ text: 'too long', files: [] });
    link.send({ text: 'short', files: [] });
    world.time.run(2000);
    expect(world.server.texts).toEqual(['short']);
    expect(link.outbox.get(entry.client_id)?.refused).toEqual({
      code: 'too_large',
      detail: 'Demasiado largo',
    });
    world.server.refuse = null;
    link.retry(entry.client_id);
    world.time.run(2000);
    expect(world.server.texts).toEqual(['short', 'too long']);
    expect(link.outbox.entries()).toEqual([]);
  });

  it('a passing refusal is tried again by itself, in order', () => {
    const world = new World();
    const link = world.tab();
    link.start();
    let busy = true;
    world.server.refuse = (frame) =>
      busy && frame.op === 'send' ? { code: 'too_many', detail: 'Un momento' } : null;
    ['a', 'b'].forEach((text) => link.send({ text, files: [] }));
    world.time.run(2000);
    expect(link.putOff?.problem.detail).toBe('Un momento');
    busy = false;
    world.time.run(30_000);
    expect(world.server.texts).toEqual(['a', 'b']);
    expect(link.putOff).toBeNull();
  });
});

describe('two tabs', () => {
  it('that begin at once become one visitor', () => {
    const world = new World(seeded(1), { latency: () => 100 });
    const tabs = [world.tab(), world.tab()];
    tabs.forEach((tab) => tab.start());
    world.time.run(5000);
    expect(new Set(tabs.map((tab) => tab.state.token)).size).toBe(1);
    tabs[0]!.send({ text: 'uno', files: [] });
    tabs[1]!.send({ text: 'dos', files: [] });
    world.time.run(5000);
    expect(world.server.texts).toEqual(['uno', 'dos']);
    expect(tabs.map(shown)).toEqual([
      ['uno', 'dos'],
      ['uno', 'dos'],
    ]);
  });

  it('put no message on the wire twice', () => {
    const world = new World(seeded(1), { latency: () => 200 });
    const tabs = [world.tab(), world.tab()];
    tabs.forEach((tab) => tab.start());
    world.time.run(5000);
    for (let index = 0; index < 10; index += 1) {
      tabs[index % 2]!.send({ text: `m${index}`, files: [] });
      world.time.run(50);
    }
    world.time.run(20_000);
    const sent = world.server.received.filter((frame) => frame.op === 'send').map((frame) => frame.text);
    expect(sent).toEqual(Array.from({ length: 10 }, (_, index) => `m${index}`));
  });

  it('negative control: without leases both send the same message', () => {
    const world = new World(seeded(1), { latency: () => 200 });
    const tabs = [world.tab(), world.tab()];
    for (const tab of tabs) {
      const head = tab.outbox.head.bind(tab.outbox);
      tab.outbox.head = () => {
        const found = head();
        return found && { ...found, heldUntil: 0 };
      };
      tab.start();
    }
    world.time.run(5000);
    tabs[0]!.send({ text: 'uno', files: [] });
    world.time.run(5000);
    expect(world.server.received.filter((frame) => frame.op === 'send').length).toBeGreaterThan(1);
    expect(world.server.texts).toEqual(['uno']);
  });

  it('one tab killed in the middle of sending: the other sends it when the lease runs out', () => {
    const world = new World(seeded(1), { latency: () => 500 });
    let killed = false;
    const first = world.tab({ connect: () => (killed ? dead() : world.server.accept()) });
    const second = world.tab();
    [first, second].forEach((tab) => tab.start());
    world.time.run(10_000);
    const entry = first.outbox.add({ client_id: 'x', kind: 'send', text: 'hola', files: [] });
    first.outbox.lease(entry.client_id);
    killed = true;
    first.stop();
    second.wake();
    (second as unknown as { pump(): void }).pump();
    world.time.run(LEASE_MS - 1000);
    expect(world.server.texts).toEqual([]);
    world.time.run(5000);
    expect(world.server.texts).toEqual(['hola']);
  });

  it('a lease is for one tab, and a clock set back does not hold it for long', () => {
    const world = new World();
    const shelf = new Map<string, string>();
    const store = {
      get: (key: string) => shelf.get(key) ?? null,
      set: (key: string, value: string) => void shelf.set(key, value),
      remove: (key: string) => void shelf.delete(key),
      keys: () => [...shelf.keys()],
      lasting: true,
    };
    const one = new Outbox(store, 'one', () => world.time.now);
    const other = new Outbox(store, 'other', () => world.time.now - 3_600_000);
    one.add({ client_id: 'x', kind: 'send', text: 'hola', files: [] });
    one.lease('x');
    expect(one.head()?.heldUntil).toBe(0);
    expect(other.head()!.heldUntil - (world.time.now - 3_600_000)).toBeLessThanOrEqual(LEASE_MS);
  });
});

function dead(): ReturnType<World['server']['accept']> {
  return {
    send: () => undefined,
    close: () => undefined,
    onopen: null,
    onmessage: null,
    onclose: null,
    onerror: null,
  };
}

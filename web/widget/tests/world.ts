/**
 * A small world for the tests: virtual time, a server that keeps the protocol's promises, a network that breaks where the
 * test says. Faults are seeded, so a red run can be repeated.
 */
import { Link, type TabNews, type Tabs } from '../src/link';
import type { ClientFrame, Message, ServerFrame, Status } from '../src/protocol';
import { makeShelf } from '../src/shelf';
import type { Socket, System } from '../src/system';

/** mulberry32: small and good enough for faults. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let value = state;
    value = Math.imul(value ^ (value >>> 15), value | 1);
    value ^= value + Math.imul(value ^ (value >>> 7), value | 61);
    return ((value ^ (value >>> 14)) >>> 0) / 4294967296;
  };
}

export class Time {
  now = 1_800_000_000_000;
  private jobs: { at: number; order: number; action: () => void }[] = [];
  private order = 0;

  after(ms: number, action: () => void): () => void {
    const job = { at: this.now + ms, order: (this.order += 1), action };
    this.jobs.push(job);
    return () => {
      this.jobs = this.jobs.filter((other) => other !== job);
    };
  }

  run(ms: number): void {
    const end = this.now + ms;
    for (;;) {
      const job = this.jobs
        .filter((one) => one.at <= end)
        .sort((a, b) => a.at - b.at || a.order - b.order)[0];
      if (!job) break;
      this.jobs = this.jobs.filter((other) => other !== job);
      this.now = Math.max(this.now, job.at);
      job.action();
    }
    this.now = end;
  }
}

/** `localStorage` shared by the tabs of one browser. */
export class MemoryStorage implements Storage {
  private readonly map = new Map<string, string>();
  get length(): number {
    return this.map.size;
  }
  clear(): void {
    this.map.clear();
  }
  getItem(key: string): string | null {
    return this.map.get(key) ?? null;
  }
  key(index: number): string | null {
    return [...this.map.keys()][index] ?? null;
  }
  removeItem(key: string): void {
    this.map.delete(key);
  }
  setItem(key: string, value: string): void {
    this.map.set(key, value);
  }
}

export class BlockedStorage extends MemoryStorage {
  override getItem(): string | null {
    throw new Error('SecurityError');
  }
  override setItem(): void {
    throw new Error('SecurityError');
  }
  override key(): string | null {
    throw new Error('SecurityError');
  }
}

export interface Rules {
  /** Drop repeats by client_id, as the real server does. */
  dedupe: boolean;
  /** Lose the connection somewhere between commit and delivery with this probability per frame. */
  cut: number;
  latency: () => number;
}

interface Visitor {
  token: string;
  conversation: number;
  log: Message[];
  acks: Map<string, ServerFrame>;
  status: Status | null;
}

interface Line {
  socket: Socket;
  alive: boolean;
  visitor: Visitor | null;
  busyUntil: number;
}

export class Server {
  readonly visitors: Visitor[] = [];
  readonly forms: ClientFrame[] = [];
  received: ClientFrame[] = [];
  up = true;
  online = true;
  /** Forms are answered by mail; without a mailbox they open a chat. */
  mailbox = true;
  refuse: ((frame: ClientFrame) => { code: string; detail: string } | null) | null = null;
  private lines: Line[] = [];
  private serial = 0;

  constructor(
    private readonly time: Time,
    private readonly chance: () => number,
    readonly rules: Rules,
  ) {}

  accept(): Socket {
    const line: Line = { socket: null as unknown as Socket, alive: true, visitor: null, busyUntil: 0 };
    line.socket = {
      onopen: null,
      onmessage: null,
      onclose: null,
      onerror: null,
      send: (text) => this.carry(line, () => this.hear(line, JSON.parse(text) as ClientFrame)),
      close: () => {
        line.alive = false;
        this.lines = this.lines.filter((other) => other !== line);
      },
    };
    this.lines.push(line);
    this.time.after(this.rules.latency(), () => {
      if (this.up) line.socket.onopen?.();
      else this.cut(line);
    });
    return line.socket;
  }

  /** Everybody is cut off, as by a restart; what was committed stays. */
  restart(): void {
    for (const line of [...this.lines]) this.cut(line);
  }

  /** Sockets stay open and carry nothing any more. */
  freeze(): void {
    for (const line of this.lines) line.alive = false;
  }

  /** Everybody is sent away with a time to come back. */
  farewell(retry: [number, number]): void {
    for (const line of [...this.lines]) {
      line.socket.onmessage?.({ data: JSON.stringify({ op: 'bye', reason: 'overloaded', retry }) });
      this.cut(line);
    }
  }

  agentSays(visitor: Visitor, text: string): void {
    this.commit(visitor, { from: 'agent', name: 'Ana', text, files: [] });
  }

  end(visitor: Visitor): void {
    visitor.status = 'ended';
    this.state(visitor);
  }

  get texts(): string[] {
    return this.visitors.flatMap((visitor) => visitor.log.map((message) => message.text));
  }

  only(): Visitor {
    if (this.visitors.length !== 1) throw new Error(`${this.visitors.length} visitors`);
    return this.visitors[0] as Visitor;
  }

  private cut(line: Line): void {
    line.alive = false;
    this.lines = this.lines.filter((other) => other !== line);
    this.time.after(1, () => line.socket.onclose?.({ code: 1006 }));
  }

  /** One direction of a connection: in order, late, and maybe never. */
  private carry(line: Line, deliver: () => void): void {
    if (this.chance() < this.rules.cut) {
      this.cut(line);
      return;
    }
    line.busyUntil = Math.max(line.busyUntil, this.time.now + this.rules.latency());
    this.time.after(line.busyUntil - this.time.now, () => {
      if (line.alive) deliver();
    });
  }

  private say(line: Line, frame: ServerFrame): void {
    this.carry(line, () => line.socket.onmessage?.({ data: JSON.stringify(frame) }));
  }

  private hear(line: Line, frame: ClientFrame): void {
    this.received.push(frame);
    const refusal = this.refuse?.(frame);
    if (refusal && 'client_id' in frame) {
      this.say(line, { op: 'refused', client_id: frame.client_id, ...refusal });
      return;
    }
    if (frame.op === 'hello') this.hello(line, frame);
    if (frame.op === 'send' && line.visitor) this.take(line, line.visitor, frame);
    if (frame.op === 'form') this.takeForm(line, frame);
    if (frame.op === 'ping') this.say(line, { op: 'pong' });
    if (frame.op === 'end' && line.visitor) this.end(line.visitor);
  }

  private hello(line: Line, frame: Extract<ClientFrame, { op: 'hello' }>): void {
    let visitor = this.visitors.find((one) => one.token === frame.token);
    if (!visitor) {
      visitor = {
        token: `tok-${(this.serial += 1)}`,
        conversation: 0,
        log: [],
        acks: new Map(),
        status: null,
      };
      this.visitors.push(visitor);
    }
    line.visitor = visitor;
    this.say(line, {
      op: 'welcome',
      token: visitor.token,
      conversation: visitor.log.length ? `cnv-${visitor.conversation}` : null,
      status: visitor.status,
      online: this.online,
      agent: null,
      messages: this.after(visitor, frame.since),
      position: visitor.log.at(-1)?.position ?? 0,
      ahead: null,
    });
  }

  /** As the real one: after `since` in the present conversation, everything of the visitor when it is 0. */
  private after(visitor: Visitor, since: number): Message[] {
    if (since === 0) return visitor.log;
    const start = visitor.log.map((message) => message.position).lastIndexOf(1);
    return visitor.log.slice(Math.max(start, 0)).filter((message) => message.position > since);
  }

  private take(line: Line, visitor: Visitor, frame: Extract<ClientFrame, { op: 'send' | 'form' }>): void {
    const known = this.rules.dedupe ? visitor.acks.get(frame.client_id) : undefined;
    if (known) {
      this.say(line, known);
      return;
    }
    if (visitor.status === 'ended') visitor.conversation += 1;
    const anew = visitor.status === 'ended' || visitor.status === null;
    if (anew) visitor.status = 'queued';
    const message = this.commit(
      visitor,
      { from: 'customer', name: '', text: frame.text, files: [] },
      anew,
      line,
    );
    const ack: ServerFrame = {
      op: 'ack',
      client_id: frame.client_id,
      message: message.id,
      position: message.position,
      at: message.at,
    };
    visitor.acks.set(frame.client_id, ack);
    this.say(line, ack);
    if (anew) this.state(visitor);
  }

  private takeForm(line: Line, frame: Extract<ClientFrame, { op: 'form' }>): void {
    if (!this.forms.some((form) => 'client_id' in form && form.client_id === frame.client_id))
      this.forms.push(frame);
    const ack: ServerFrame = {
      op: 'ack',
      client_id: frame.client_id,
      message: 'msg-form',
      position: 1,
      at: this.stamp(),
    };
    if (this.mailbox) this.say(line, ack);
    else if (line.visitor) this.take(line, line.visitor, frame);
  }

  private commit(
    visitor: Visitor,
    part: Pick<Message, 'from' | 'name' | 'text' | 'files'>,
    anew = false,
    except: Line | null = null,
  ): Message {
    // Agents' notes leave gaps in what the visitor sees.
    const gap = this.chance() < 0.2 ? 2 : 1;
    const position = anew ? 1 : (visitor.log.at(-1)?.position ?? 0) + gap;
    const message: Message = { ...part, id: `msg-${(this.serial += 1)}`, position, at: this.stamp() };
    visitor.log.push(message);
    for (const line of this.lines) {
      if (line.visitor === visitor && line !== except) this.say(line, { op: 'message', message });
    }
    return message;
  }

  private state(visitor: Visitor): void {
    for (const line of this.lines) {
      if (line.visitor !== visitor) continue;
      const ahead = visitor.status === 'queued' ? 0 : null;
      this.say(line, { op: 'state', status: visitor.status, ahead, agent: null, online: this.online });
    }
  }

  private stamp(): string {
    return new Date(this.time.now).toISOString();
  }
}

export class World {
  readonly time = new Time();
  readonly server: Server;
  readonly storage: Storage;
  private readonly heard: { hear: (news: TabNews) => void; changed: () => void; from: object }[] = [];
  private ids = 0;

  constructor(
    readonly chance: () => number = seeded(1),
    rules: Partial<Rules> = {},
    storage: Storage = new MemoryStorage(),
  ) {
    this.storage = storage;
    this.server = new Server(this.time, chance, { dedupe: true, cut: 0, latency: () => 20, ...rules });
  }

  /** A tab of the one browser. */
  tab(change: Partial<System> = {}): Link {
    const from = {};
    const shelf = makeShelf(this.storage, 'atiende:web:');
    const others = (): typeof this.heard => this.heard.filter((one) => one.from !== from);
    const noticed = {
      ...shelf,
      set: (key: string, value: string) => {
        shelf.set(key, value);
        this.time.after(1, () => others().forEach((one) => one.changed()));
      },
      remove: (key: string) => {
        shelf.remove(key);
        this.time.after(1, () => others().forEach((one) => one.changed()));
      },
    };
    const tabs: Tabs = {
      tell: (news) => this.time.after(2, () => others().forEach((one) => one.hear(news))),
      listen: (hear, changed) => this.heard.push({ hear, changed, from }),
    };
    return new Link({
      system: this.system(change),
      shelf: noticed,
      tabs,
      url: 'ws://server/widget',
      endpoint: 'web',
      language: () => 'es',
      page: () => 'https://shop.example/',
    });
  }

  private system(change: Partial<System>): System {
    return {
      now: () => this.time.now,
      after: (ms, action) => this.time.after(ms, action),
      chance: this.chance,
      newId: () => `id-${(this.ids += 1)}`,
      connect: () => this.server.accept(),
      ...change,
    };
  }
}

export const shown = (link: Link): string[] => link.state.lines.map((line) => line.text);

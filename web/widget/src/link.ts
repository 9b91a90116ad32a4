/**
 * Does what the state machine decides: keeps the socket, sends the outbox in order (one entry at a time, so that order holds
 * whatever the server does in parallel), waits and comes back. One per tab.
 */
import { type Entry, Outbox, frameOf, ownMessage } from './outbox';
import type { Ack, ClientFrame, Identity, Message, ServerFrame } from './protocol';
import { readFrame } from './protocol';
import { type Effect, type Event, type Problem, type State, isLive, reduce, start } from './session';
import type { Shelf } from './shelf';
import type { Socket, System } from './system';

export const ACK_MS = 10_000;
const WELCOME_MS = 15_000;
const PING_MS = 25_000;
const TYPING_SHOWN_MS = 8_000;
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 30_000;
const PUT_OFF_MS = 5_000;

/** Close codes after which trying again at once is pointless: unknown endpoint, origin not allowed. */
const FINAL = (code: number): boolean => code === 1008 || (code >= 4400 && code < 4429);

/** What tabs of one browser tell each other. */
export type TabNews = { own: Message; form?: boolean };

export interface Tabs {
  tell(news: TabNews): void;
  listen(hear: (news: TabNews) => void, changed: () => void): void;
}

export interface LinkSetup {
  system: System;
  shelf: Shelf;
  tabs: Tabs;
  url: string;
  endpoint: string;
  language: () => string;
  page: () => string;
}

export type Writing = Pick<Entry, 'text' | 'files' | 'choice' | 'name' | 'email'>;

export class Link {
  state: State;
  readonly outbox: Outbox;
  identity: Identity | null = null;
  /** The message the server wants later, and why. */
  putOff: { client_id: string; problem: Problem } | null = null;
  /** The offline form was accepted. */
  formDone = false;

  /** Takes what is of a call. */
  heard: (frame: ServerFrame) => boolean = () => false;
  private socket: Socket | null = null;
  private readonly timers = new Map<string, () => void>();
  private answersPing = false;
  /** Pings without an answer from a server that never answered one. */
  private unanswered = 0;
  private postponed = 0;
  private comeBack: readonly [number, number] | null = null;
  /** The token this connection introduced itself with. */
  private helloToken: string | null = null;
  private readonly watchers = new Set<() => void>();

  constructor(private readonly setup: LinkSetup) {
    this.state = start(setup.shelf.get('token'));
    this.outbox = new Outbox(setup.shelf, setup.system.newId(), () => setup.system.now());
    setup.tabs.listen(
      (news) => {
        if (news.form) this.formDone = true;
        else this.dispatch({ type: 'own', message: news.own });
      },
      () => this.storageChanged(),
    );
  }

  watch(watcher: () => void): void {
    this.watchers.add(watcher);
  }

  start(): void {
    this.dispatch({ type: 'start' });
  }

  stop(): void {
    this.dispatch({ type: 'stop' });
  }

  /** The network is back, or the page is looked at again: do not sit out a long wait, and doubt an old connection. */
  wake(): void {
    if (this.state.link === 'waiting') this.start();
    else if (this.state.link === 'ready') this.ping();
  }

  send(writing: Writing): Entry {
    return this.enqueue({ ...writing, kind: 'send', client_id: this.setup.system.newId() });
  }

  sendForm(writing: Writing): Entry {
    this.formDone = false;
    return this.enqueue({ ...writing, kind: 'form', client_id: this.setup.system.newId() });
  }

  retry(client_id: string): void {
    this.outbox.retry(client_id);
    this.start();
    this.pump();
    this.changed();
  }

  discard(client_id: string): void {
    this.outbox.remove(client_id);
    this.pump();
    this.changed();
  }

  end(): void {
    this.dispatch({ type: 'end' });
  }

  /** Instead of waiting; asked anew by the visitor if the connection breaks meanwhile. */
  choose(way: 'callback' | 'email', value: string): void {
    if (this.state.link !== 'ready') return;
    const client_id = this.setup.system.newId();
    this.dispatch({ type: 'chosen', client_id });
    this.say(
      way === 'callback'
        ? { op: 'callback', client_id, number: value }
        : { op: 'by_mail', client_id, email: value },
    );
  }

  /** A copy of the chat by e-mail. */
  copy(email: string): void {
    if (this.state.link !== 'ready') return;
    const client_id = this.setup.system.newId();
    this.dispatch({ type: 'copy asked', client_id });
    this.say({ op: 'transcript', client_id, email });
  }

  /** What nobody says again if it is lost. */
  signal(frame: ClientFrame): void {
    if (this.state.link === 'ready') this.say(frame);
  }

  seen(position: number): void {
    this.signal({ op: 'seen', position });
  }

  /** Everything anew: the addresses of files work for a while only. */
  refresh(): void {
    if (this.state.link === 'ready' && !this.state.flight) this.dispatch({ type: 'refresh' });
  }

  /** The host page says who its visitor is: the server answers with that person's token and history. */
  identify(identity: Identity | null): void {
    const before = JSON.stringify(this.identity);
    this.identity = identity;
    if (before !== JSON.stringify(identity) && this.state.link !== 'off') this.run([{ do: 'reconnect' }]);
  }

  /** The page goes away: another tab may send at once what this one held. */
  leave(): void {
    this.outbox.leave();
  }

  private storageChanged(): void {
    const token = this.setup.shelf.get('token');
    if (token !== null && token !== this.state.token && this.state.link === 'ready')
      this.dispatch({ type: 'forget' });
    this.pump();
    this.changed();
  }

  private enqueue(entry: Omit<Entry, 'at'>): Entry {
    const kept = this.outbox.add(entry);
    this.setup.shelf.set('live', '1');
    this.start();
    this.pump();
    this.changed();
    return kept;
  }

  private dispatch(event: Event): void {
    const flight = this.state.flight;
    const [state, effects] = reduce(this.state, event);
    this.state = state;
    if (flight && state.flight !== flight) this.outbox.release(flight);
    if (state.typing) this.timer('typing', TYPING_SHOWN_MS, () => this.dispatch({ type: 'typing over' }));
    this.run(effects);
    this.noteLive();
    this.changed();
  }

  private run(effects: readonly Effect[]): void {
    for (const effect of effects) this.perform(effect);
  }

  private perform(effect: Effect): void {
    switch (effect.do) {
      case 'connect':
        return this.connect();
      case 'reconnect':
        this.drop();
        return this.connect();
      case 'hang up':
        return this.drop();
      case 'wait':
        return this.timer('wait', this.nextWait(), () => this.start());
      case 'keep token':
        return this.keepToken(effect.token);
      case 'confirm':
        return this.confirm(effect.ack);
      case 'refuse':
        return this.outbox.refuse(effect.client_id, effect.problem);
      case 'put off':
        return this.postpone(effect.client_id, effect.problem);
      case 'pump':
        return this.pump();
    }
  }

  private connect(): void {
    this.cancel('wait');
    this.dispatch({ type: 'connecting' });
    let socket: Socket;
    try {
      socket = this.setup.system.connect(this.setup.url);
    } catch {
      // The host page's policy forbids the address; say so, and try again as it may be a passing one.
      this.dispatch({ type: 'closed', final: false });
      return;
    }
    this.socket = socket;
    socket.onopen = () => this.hello();
    socket.onmessage = (event) => this.hear(socket, event.data);
    socket.onclose = (event) => this.lost(socket, event.code);
    // A connection the host page's policy forbids ends with an error alone.
    socket.onerror = () => this.lost(socket, 1006);
    this.timer('silence', WELCOME_MS, () => this.giveUp());
  }

  private hello(): void {
    // Another tab may have received a token meanwhile: one browser, one visitor.
    const token = this.setup.shelf.get('token');
    if (token !== this.state.token)
      this.state = { ...start(token), link: 'connecting', online: this.state.online };
    this.helloToken = token;
    this.dispatch({ type: 'hello' });
    this.say({
      op: 'hello',
      endpoint: this.setup.endpoint,
      token,
      since: this.state.asked,
      language: this.setup.language(),
      page: this.setup.page(),
      identity: this.identity,
    });
  }

  private hear(socket: Socket, data: unknown): void {
    if (socket !== this.socket) return;
    const frame = readFrame(data);
    if (!frame) return;
    this.cancel('silence');
    this.timer('ping', PING_MS, () => this.ping());
    if (frame.op === 'pong') this.answersPing = true;
    else if (frame.op === 'bye') this.comeBack = frame.retry ?? null;
    else if (!this.heard(frame)) this.dispatch({ type: 'frame', frame });
  }

  private lost(socket: Socket, code: number): void {
    if (socket !== this.socket) return;
    this.drop();
    this.dispatch({ type: 'closed', final: FINAL(code) });
  }

  /** The connection looks open and is dead: leave it without waiting for its close. */
  private giveUp(): void {
    this.drop();
    this.dispatch({ type: 'closed', final: false });
  }

  private drop(): void {
    const socket = this.socket;
    this.socket = null;
    for (const name of ['silence', 'ping', 'ack', 'wait']) this.cancel(name);
    if (!socket) return;
    socket.onopen = socket.onmessage = socket.onclose = socket.onerror = null;
    socket.close();
  }

  private ping(): void {
    this.say({ op: 'ping' });
    this.timer('ping', PING_MS, () => this.ping());
    // A server (or proxy) that never answers pings is doubted twice, then taken as it is.
    if (!this.answersPing && this.unanswered >= 2) return;
    this.timer('silence', ACK_MS, () => {
      this.unanswered += 1;
      this.giveUp();
    });
  }

  private pump(): void {
    if (this.state.link !== 'ready' || this.state.flight || this.timers.has('put off')) return;
    const head = this.outbox.head();
    if (!head) {
      if (this.state.ending) this.say({ op: 'end' });
      return;
    }
    if (head.heldUntil > 0) {
      this.timer('held', Math.max(head.heldUntil - this.setup.system.now(), 50), () => this.pump());
      return;
    }
    if (this.outbox.lease(head.entry.client_id)) this.post(head.entry);
  }

  private post(entry: Entry): void {
    this.state = reduce(this.state, { type: 'sent', client_id: entry.client_id })[0];
    this.timer('ack', ACK_MS, () => {
      if (this.state.flight === entry.client_id) this.giveUp();
    });
    this.say(frameOf(entry));
  }

  private confirm(ack: Ack): void {
    this.cancel('ack');
    this.postponed = 0;
    this.putOff = null;
    const entry = this.outbox.get(ack.client_id);
    this.outbox.remove(ack.client_id);
    if (!entry) return;
    const own = ownMessage(entry, ack);
    const form = entry.kind === 'form';
    this.setup.tabs.tell({ own, form });
    if (form) {
      this.formDone = true;
      this.dispatch({ type: 'form acked' });
    } else this.state = reduce(this.state, { type: 'own', message: own })[0];
  }

  private postpone(client_id: string, problem: Problem): void {
    this.cancel('ack');
    this.outbox.release(client_id);
    this.putOff = { client_id, problem };
    const wait = Math.min(PUT_OFF_MS * 2 ** this.postponed, LONGEST_WAIT_MS * 2);
    this.postponed += 1;
    this.timer('put off', wait * (0.75 + this.setup.system.chance() / 2), () => this.pump());
  }

  /** Two tabs may begin at once and get two tokens: the one written first counts, the other tab takes it over. */
  private keepToken(token: string): void {
    const kept = this.setup.shelf.get('token');
    if (kept !== null && kept !== this.helloToken && kept !== token) this.dispatch({ type: 'forget' });
    else if (kept !== token) this.setup.shelf.set('token', token);
  }

  private nextWait(): number {
    const [from, to] = this.comeBack ?? [0, 0];
    this.comeBack = null;
    if (to) return 1000 * (from + this.setup.system.chance() * (to - from));
    const ceiling = Math.min(FIRST_WAIT_MS * 2 ** this.state.failures, LONGEST_WAIT_MS);
    // "Equal jitter": a restarted server gets its visitors back spread out, and nobody waits almost nothing.
    return ceiling / 2 + (this.setup.system.chance() * ceiling) / 2;
  }

  private say(frame: ClientFrame): void {
    try {
      this.socket?.send(JSON.stringify(frame));
    } catch {
      // Sending on a socket that is closing: its close is on the way and everything is sent again after it.
    }
  }

  /** Pages opened later load the chat by themselves while there is something to wait for. */
  private noteLive(): void {
    if (!this.state.welcomed || this.outbox.entries().length > 0) return;
    if (isLive(this.state)) this.setup.shelf.set('live', '1');
    else this.setup.shelf.remove('live');
  }

  private timer(name: string, ms: number, action: () => void): void {
    this.cancel(name);
    const stop = this.setup.system.after(ms, () => {
      this.timers.delete(name);
      action();
    });
    this.timers.set(name, stop);
  }

  private cancel(name: string): void {
    this.timers.get(name)?.();
    this.timers.delete(name);
  }

  private changed(): void {
    for (const watcher of this.watchers) watcher();
  }
}

/**
 * The line to /api/v1/live: says hello from the last position, hands every frame to the store, says hello again after
 * a gap, and comes back by itself with growing, jittered pauses. One socket for the whole page.
 */
import { create } from 'zustand';
import { live, useLive } from './store';
import type { Frame } from './state';

export type LineState = 'connecting' | 'live' | 'lost' | 'ended';

interface Line {
  state: LineState;
  /** When the line was lost (ms); null while it is up. */
  lostAt: number | null;
  /** When it is tried next (ms). */
  nextTry: number | null;
}

export const useLine = create<Line>()(() => ({ state: 'connecting', lostAt: null, nextTry: null }));

const FIRST_PAUSE = 400;
const LONGEST_PAUSE = 15_000;
const PING_EVERY = 20_000;
const SILENCE = 45_000;

type Listener = (frame: Frame) => void;

let socket: WebSocket | null = null;
let tries = 0;
let retry: ReturnType<typeof setTimeout> | undefined;
/** When the server said to come back: from and to how many seconds later. */
let told: readonly [number, number] | null = null;
let beat: ReturnType<typeof setInterval> | undefined;
let heardAt = 0;
let wanted = false;
let board = 0;
/** Hello was said and not answered yet. */
let greeting = false;
const watched = new Set<string>();
const listeners = new Set<Listener>();

/** Whether it went out. */
function say(message: Record<string, unknown>): boolean {
  if (socket?.readyState !== WebSocket.OPEN) return false;
  socket.send(JSON.stringify(message));
  return true;
}

function hello(since: number): void {
  greeting = true;
  useLive.setState({ expects: null, gap: true });
  say({ op: 'hello', since, watch: [...watched] });
  if (board > 0) say({ op: 'board', on: true });
}

/** Too much came to follow: forget the place and take a snapshot. */
function startAgain(): void {
  useLive.setState({ position: 0 });
  hello(0);
}

function hear(frame: Frame): void {
  live.take(frame, Date.now());
  if (frame.op === 'snapshot' || frame.op === 'resumed') {
    tries = 0;
    greeting = false;
    useLine.setState({ state: 'live', lostAt: null, nextTry: null });
  }
  if (frame.op === 'resync') startAgain();
  if (frame.op === 'bye' && frame.reason === 'signed_out') {
    wanted = false;
    useLine.setState({ state: 'ended' });
  }
  if (frame.op === 'bye' && frame.retry) told = frame.retry;
  if (useLive.getState().gap && frame.op === 'fact' && !greeting) hello(useLive.getState().position);
  for (const listener of listeners) listener(frame);
}

function onLost(): void {
  clearInterval(beat);
  socket = null;
  if (!wanted) return;
  const ceiling = Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** tries);
  const [from, to] = told ? [told[0] * 1000, told[1] * 1000] : [ceiling / 2, ceiling];
  told = null;
  const jitter = crypto.getRandomValues(new Uint16Array(1))[0] ?? 0;
  const pause = Math.round(from + (to - from) * (jitter / 65_535));
  tries += 1;
  useLine.setState((was) => ({
    state: 'lost',
    lostAt: was.lostAt ?? Date.now(),
    nextTry: Date.now() + pause,
  }));
  clearTimeout(retry);
  retry = setTimeout(open, pause);
}

function open(): void {
  clearTimeout(retry);
  if (socket) return;
  const scheme = location.protocol === 'https:' ? 'wss' : 'ws';
  const line = new WebSocket(`${scheme}://${location.host}/api/v1/live`);
  socket = line;
  line.onopen = () => {
    heardAt = Date.now();
    hello(useLive.getState().position);
    beat = setInterval(() => {
      if (Date.now() - heardAt > SILENCE) line.close();
      else say({ op: 'ping' });
    }, PING_EVERY);
  };
  line.onmessage = (event: MessageEvent<string>) => {
    heardAt = Date.now();
    hear(JSON.parse(event.data) as Frame);
  };
  line.onclose = () => {
    if (socket === line) onLost();
  };
}

const retryNow = (): void => {
  tries = 0;
  if (wanted && !socket) open();
};

/** The browser says that there is no network: do not wait for the silence to prove it. */
function hangUp(): void {
  const lost = socket;
  if (!lost) return;
  lost.onclose = null;
  lost.close();
  onLost();
}

export const line = {
  start: (me: string): void => {
    if (wanted) return;
    wanted = true;
    useLive.setState({ me });
    useLine.setState({ state: 'connecting', lostAt: null, nextTry: null });
    window.addEventListener('online', retryNow);
    window.addEventListener('offline', hangUp);
    open();
  },
  stop: (): void => {
    wanted = false;
    clearTimeout(retry);
    clearInterval(beat);
    window.removeEventListener('online', retryNow);
    window.removeEventListener('offline', hangUp);
    socket?.close();
    socket = null;
    watched.clear();
    live.forget();
  },
  retryNow,
  /** Every frame after the store has taken it. Returns how to stop listening. */
  listen: (listener: Listener): (() => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  watch: (conversation: string): (() => void) => {
    watched.add(conversation);
    say({ op: 'watch', conversation });
    return () => {
      watched.delete(conversation);
      say({ op: 'unwatch', conversation });
    };
  },
  typing: (conversation: string, on: boolean, note: boolean): void => {
    say({ op: 'typing', conversation, on, note });
  },
  /** To the engine behind a leg of mine: an offer, a candidate, keys. False: the line is away and it was not said. */
  voice: (leg: string, body: object): boolean => say({ op: 'voice', leg, body: JSON.stringify(body) }),
  /** Whether calls ring in this page, or why not. False: the line is away and it was not said. */
  phone: (body: string): boolean => say({ op: 'phone', body }),
  /** Board frames while at least one page shows them. Returns how to stop. */
  board: (): (() => void) => {
    board += 1;
    if (board === 1) say({ op: 'board', on: true });
    return () => {
      board -= 1;
      if (board === 0) say({ op: 'board', on: false });
    };
  },
};

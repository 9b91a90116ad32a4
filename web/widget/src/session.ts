/**
 * The protocol's state machine: `reduce(state, event)` answers the next state and what is to be done, and does nothing
 * itself. `link.ts` does it.
 *
 * The resume marker moves with what the server sends in order, never with an ack: an ack may overtake an agent's message
 * of a lower position, and a marker beyond it would lose that message at the next disconnect. What comes twice is told
 * apart by its id.
 */
import type { Ack, Message, ServerFrame, Status, Waiting, Way, Welcome } from './protocol';

/** A message and the conversation it belongs to, counted from 0: positions start anew with each. */
export interface Line extends Message {
  chapter: number;
}

export interface Problem {
  code: string;
  detail: string;
}

export type LinkState = 'off' | 'connecting' | 'ready' | 'waiting';

export interface State {
  link: LinkState;
  /** Connections that failed since the last welcome. */
  failures: number;
  /** A welcome came at least once. */
  welcomed: boolean;
  token: string | null;
  conversation: string | null;
  chapter: number;
  /** The position to resume after. */
  marker: number;
  /** The marker the last hello carried. */
  asked: number;
  lines: readonly Line[];
  /** Messages that came on this connection before its welcome: newer than what the welcome brings. */
  early: readonly Message[];
  status: Status | null;
  online: boolean;
  agent: string | null;
  ahead: number | null;
  expected: readonly [number, number] | null;
  ways: readonly Way[];
  helpLink: string;
  number: string;
  notice: string;
  /** Another way was asked for and not answered yet: its id. */
  choosing: string | null;
  /** Why it could not be taken. */
  choiceProblem: string;
  /** A copy by e-mail: asked for under this id, sent to this address, or why not. */
  copy: { asked: string | null; sent: string; problem: string };
  typing: string | null;
  /** The agent saw the present conversation up to here. */
  seen: number;
  /** The entry sent and not yet answered. */
  flight: string | null;
  /** The visitor ended the chat, and the server has not confirmed it. */
  ending: boolean;
  /** A form was acknowledged: a chat that is live after it may hold it, and the server has not said so yet. */
  formAcked: boolean;
  problem: Problem | null;
}

export type Event =
  | { type: 'start' }
  | { type: 'stop' }
  | { type: 'connecting' }
  | { type: 'hello' }
  | { type: 'closed'; final: boolean }
  | { type: 'frame'; frame: ServerFrame }
  | { type: 'sent'; client_id: string }
  | { type: 'own'; message: Message }
  | { type: 'form acked' }
  | { type: 'typing over' }
  | { type: 'end' }
  | { type: 'chosen'; client_id: string }
  | { type: 'copy asked'; client_id: string }
  | { type: 'forget' }
  | { type: 'refresh' };

export type Effect =
  | { do: 'connect' }
  | { do: 'reconnect' }
  | { do: 'wait' }
  | { do: 'hang up' }
  | { do: 'keep token'; token: string }
  | { do: 'confirm'; ack: Ack }
  | { do: 'refuse'; client_id: string; problem: Problem }
  | { do: 'put off'; client_id: string; problem: Problem }
  | { do: 'pump' };

/** So many failures mean the longest wait. */
const LONG = 6;

export type Step = readonly [State, readonly Effect[]];

/** Refusals that pass by themselves: the message stays in the outbox and is tried again. */
const PASSING = new Set(['too_many', 'store_full', 'at_capacity', 'unavailable', 'draining', 'overloaded']);

const NO_COPY: State['copy'] = { asked: null, sent: '', problem: '' };

export function start(token: string | null): State {
  return {
    link: 'off',
    failures: 0,
    welcomed: false,
    token,
    conversation: null,
    chapter: 0,
    marker: 0,
    asked: 0,
    lines: [],
    early: [],
    status: null,
    online: true,
    agent: null,
    ahead: null,
    expected: null,
    ways: [],
    helpLink: '',
    number: '',
    notice: '',
    choosing: null,
    choiceProblem: '',
    copy: NO_COPY,
    typing: null,
    seen: 0,
    flight: null,
    ending: false,
    formAcked: false,
    problem: null,
  };
}

export const isLive = ({ status }: State): boolean =>
  status === 'flow' || status === 'queued' || status === 'handling';

/** After an ended chat the next conversation counts from 1 again, so everything is asked for. */
export const since = (state: State): number => (state.status === 'ended' ? 0 : state.marker);

export function reduce(state: State, event: Event): Step {
  if (event.type === 'frame') return heard(state, event.frame);
  switch (event.type) {
    case 'closed':
      return closed(state, event.final);
    case 'own':
      return [place(state, event.message), []];
    case 'form acked':
      return formPlaced({ ...state, formAcked: true });
    case 'end':
      return [{ ...state, ending: true }, [{ do: 'pump' }]];
    case 'chosen':
      return [{ ...state, choosing: event.client_id, choiceProblem: '' }, []];
    case 'copy asked':
      return [{ ...state, copy: { asked: event.client_id, sent: '', problem: '' } }, []];
    case 'typing over':
      return [{ ...state, typing: null }, []];
    default:
      return connection(state, event);
  }
}

type Connecting = Extract<
  Event,
  { type: 'start' | 'stop' | 'connecting' | 'hello' | 'sent' | 'forget' | 'refresh' }
>;

function connection(state: State, event: Connecting): Step {
  switch (event.type) {
    case 'start':
      return state.link === 'off' || state.link === 'waiting' ? [state, [{ do: 'connect' }]] : [state, []];
    case 'stop':
      return [{ ...state, link: 'off', flight: null, typing: null }, [{ do: 'hang up' }]];
    case 'connecting':
      return [{ ...state, link: 'connecting', flight: null, early: [] }, []];
    case 'hello':
      return [{ ...state, asked: since(state) }, []];
    case 'sent':
      return [{ ...state, flight: event.client_id }, []];
    case 'refresh':
      return refreshed(state);
    case 'forget':
      return [{ ...start(null), link: state.link, online: state.online }, [{ do: 'reconnect' }]];
  }
}

function closed(state: State, final: boolean): Step {
  if (state.link === 'off') return [{ ...state, flight: null }, []];
  const failures = final ? Math.max(state.failures + 1, LONG) : state.failures + 1;
  return [
    { ...state, link: 'waiting', flight: null, typing: null, choosing: null, copy: NO_COPY, failures },
    [{ do: 'wait' }],
  ];
}

function heard(state: State, frame: ServerFrame): Step {
  switch (frame.op) {
    case 'welcome':
      return welcome(state, frame);
    case 'ack':
      return [freed(state, frame.client_id), [{ do: 'confirm', ack: frame }, { do: 'pump' }]];
    case 'refused':
      return refused(state, frame.client_id, { code: frame.code, detail: frame.detail });
    case 'message':
      return [arrived(state, frame.message), []];
    case 'typing':
      return [{ ...state, typing: frame.on ? frame.name : null }, []];
    case 'state':
      return formPlaced(stateFrame(state, frame));
    case 'copied':
      return [{ ...state, copy: { asked: null, sent: frame.email, problem: '' } }, []];
    case 'seen':
      return [{ ...state, seen: Math.max(state.seen, frame.position) }, []];
    default:
      return [state, []];
  }
}

const refreshed = (state: State): Step => [{ ...state, marker: 0 }, [{ do: 'reconnect' }]];

/**
 * Only the server knows whether a form went to a mailbox or into the chat, and its author is not sent his own message:
 * once a chat is live, everything is asked for anew.
 */
function formPlaced(state: State): Step {
  return state.formAcked && isLive(state) ? refreshed({ ...state, formAcked: false }) : [state, []];
}

function arrived(state: State, message: Message): State {
  const early = state.link === 'ready' ? state.early : [...state.early, message];
  return advance(place(silenced({ ...state, early }, message), message), message);
}

function welcome(state: State, frame: Welcome): Step {
  const another = state.token !== null && state.token !== frame.token;
  const moved = state.conversation !== null && state.conversation !== frame.conversation;
  const token: Effect[] = [{ do: 'keep token', token: frame.token }];
  if (state.asked > 0 && (another || moved)) {
    // The marker belongs to another conversation: what lies before it in this one would be missed.
    const anew = {
      ...state,
      token: frame.token,
      marker: 0,
      conversation: null,
      lines: another ? [] : state.lines,
    };
    return [anew, [...token, { do: 'reconnect' }]];
  }
  const met: State = {
    ...state,
    link: 'ready',
    failures: 0,
    welcomed: true,
    token: frame.token,
    conversation: frame.conversation,
    status: frame.status,
    online: frame.online,
    agent: frame.agent?.name ?? null,
    ...waits(state, frame),
    ending: state.ending && frame.status !== 'ended',
    flight: null,
    formAcked: false,
    problem: null,
  };
  // With everything sent anew, only what overtook the welcome is added to it.
  const next =
    state.asked === 0 ? caughtUp(snapshot(met, frame.messages), met.early) : caughtUp(met, frame.messages);
  return [next, [...token, { do: 'pump' }]];
}

/** Everything the server has for this visitor, in its order; a position that does not rise starts a conversation. */
function snapshot(state: State, messages: readonly Message[]): State {
  let chapter = 0;
  let last = 0;
  const lines = messages.map((message) => {
    if (message.position <= last) chapter += 1;
    last = message.position;
    return { ...message, chapter };
  });
  const sameChapter = chapter === state.chapter;
  return { ...state, lines, chapter, marker: last, seen: sameChapter ? state.seen : 0 };
}

function caughtUp(state: State, messages: readonly Message[]): State {
  return messages.reduce((next, message) => advance(place(next, message), message), state);
}

function stateFrame(state: State, frame: Extract<ServerFrame, { op: 'state' }>): State {
  return {
    ...state,
    status: frame.status,
    ...waits(state, frame),
    agent: frame.agent?.name ?? null,
    online: frame.online,
    typing: frame.status === 'handling' ? state.typing : null,
    ending: state.ending && frame.status !== 'ended',
  };
}

type Told = Pick<
  State,
  'ahead' | 'expected' | 'ways' | 'helpLink' | 'number' | 'notice' | 'choosing' | 'choiceProblem'
>;

/** A choice is answered by the status it leads to; while he waits on, it is still on its way. */
function waits(state: State, frame: Waiting & { status: Status | null }): Told {
  const undecided = frame.status === 'queued';
  return {
    ahead: frame.ahead,
    expected: frame.expected ?? null,
    ways: frame.ways ?? [],
    helpLink: frame.link ?? '',
    number: frame.number ?? '',
    notice: frame.notice ?? '',
    choosing: undecided ? state.choosing : null,
    choiceProblem: undecided ? state.choiceProblem : '',
  };
}

function refused(state: State, client_id: string | undefined, problem: Problem): Step {
  if (client_id !== undefined && client_id === state.choosing)
    return [{ ...state, choosing: null, choiceProblem: problem.detail }, []];
  if (client_id !== undefined && client_id === state.copy.asked)
    return [{ ...state, copy: { asked: null, sent: '', problem: problem.detail } }, []];
  if (client_id === undefined) return [{ ...state, problem }, []];
  const next = freed(state, client_id);
  if (PASSING.has(problem.code)) return [next, [{ do: 'put off', client_id, problem }]];
  return [next, [{ do: 'refuse', client_id, problem }, { do: 'pump' }]];
}

const freed = (state: State, client_id: string): State =>
  state.flight === client_id ? { ...state, flight: null } : state;

const silenced = (state: State, message: Message): State =>
  message.from === 'customer' ? state : { ...state, typing: null };

const advance = (state: State, message: Message): State =>
  message.position > state.marker ? { ...state, marker: message.position } : state;

/** The message in its place; one that is known by its id is brought up to date instead. */
function place(state: State, message: Message): State {
  const known = state.lines.findIndex((line) => line.id === message.id);
  if (known >= 0) {
    const lines = state.lines.slice();
    lines[known] = merged(lines[known] as Line, message);
    return { ...state, lines };
  }
  const next = startsAnew(state, message)
    ? { ...state, chapter: state.chapter + 1, marker: 0, seen: 0 }
    : state;
  const line: Line = { ...message, chapter: next.chapter };
  let index = next.lines.length;
  while (index > 0 && isAfter(next.lines[index - 1] as Line, line)) index -= 1;
  return { ...next, lines: [...next.lines.slice(0, index), line, ...next.lines.slice(index)] };
}

/** A position already passed, under a new id, after the end: the server opened the next conversation. */
function startsAnew(state: State, message: Message): boolean {
  if (state.status !== 'ended') return false;
  return state.lines.some((line) => line.chapter === state.chapter && line.position >= message.position);
}

function isAfter(one: Line, other: Line): boolean {
  return one.chapter > other.chapter || (one.chapter === other.chapter && one.position > other.position);
}

/** An ack knows no file addresses and an echo may know no client_id: neither takes away what the other brought. */
function merged(line: Line, message: Message): Line {
  const files =
    message.files.some((file) => file.url) || line.files.length === 0 ? message.files : line.files;
  return {
    ...line,
    ...message,
    files,
    client_id: message.client_id || line.client_id,
    chapter: line.chapter,
  };
}

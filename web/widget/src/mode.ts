/** Which part of the chat is shown, and what is said about waiting. Pure, so that it can be tested. */
import type { Entry } from './outbox';
import type { Status } from './protocol';
import { type Say, plural } from './say';
import { type Problem, type State, isLive } from './session';

export type Mode = 'chat' | 'pre' | 'form' | 'answer';

export interface Situation {
  state: State;
  entries: readonly Entry[];
  /** What is shown now. */
  mode: Mode | null;
  /** The endpoint has a form for when nobody is there. */
  offlineForm: boolean;
  formDone: boolean;
  /** The visitor has left the answer to his form. */
  answerLeft: boolean;
  /** The endpoint wants to know first who is writing. */
  mustAsk: boolean;
}

const TOLD: readonly (Status | null)[] = ['handling', 'refused', 'callback', 'email'];

/** Somebody has it, or his message is with us: the chat shows what becomes of it. */
const isTold = (state: State): boolean => TOLD.includes(state.status);

export function chooseMode(situation: Situation): Mode {
  const { state, entries, mode, offlineForm, mustAsk } = situation;
  if (isTold(state) || entries.some((entry) => entry.kind === 'send')) return 'chat';
  const formTime = !state.online && offlineForm && !isLive(state);
  // A form without a mailbox behind it opens a chat: its "received" stays until the visitor has read it.
  if ((formTime || mode === 'answer') && hasAnswer(situation)) return 'answer';
  if (isLive(state)) return 'chat';
  if (formTime) return 'form';
  return mustAsk ? 'pre' : 'chat';
}

function hasAnswer({ formDone, answerLeft, entries }: Situation): boolean {
  return !answerLeft && (formDone || entries.some((entry) => entry.kind === 'form'));
}

/** What is told about waiting: the place and the time to expect, or what the chat became. */
export function queueLine(state: State, say: Say): string {
  if (state.ending) return say('ending');
  if (state.status === 'ended') return say('ended');
  if (state.status === 'refused') return say('refused');
  if (state.status === 'callback') return say('callback_waits', { number: state.number }) + place(state, say);
  if (state.status === 'email') return say('mail_waits');
  // Out of hours nobody's turn comes, whatever the place in the queue.
  if (state.status !== 'queued' || !state.online) return '';
  if (state.ahead === 0) return isSoon(state) ? say('next_in_line') : say('first_in_line') + wait(state, say);
  return state.ahead === null
    ? say('queued') + wait(state, say)
    : plural(say, 'ahead', state.ahead) + wait(state, say);
}

/** Being next is no promise of now: with everybody in long work it can take a while. */
const isSoon = ({ expected }: State): boolean => !expected || expected[1] <= SOON_MINUTES;

const place = (state: State, say: Say): string =>
  state.ahead ? ` ${plural(say, 'ahead', state.ahead)}${wait(state, say)}` : '';

/** A range, never a promise: minutes, and hours where minutes would pretend to know. */
function wait({ expected }: State, say: Say): string {
  if (!expected) return '';
  const [low, high] = expected;
  if (high > LONG_MINUTES)
    return ` · ${say('wait_hours', { low: Math.floor(low / 60), high: Math.ceil(high / 60) })}`;
  return ` · ${low === 0 ? say('wait_upto', { high }) : say('wait_minutes', { low, high })}`;
}

const SOON_MINUTES = 2;
const LONG_MINUTES = 90;

/** What is said aloud: a new status at once, the place now and then; a range that moves by a minute is no news. */
export function worthSaying(before: Spoken, state: State, text: string, now: number): boolean {
  if (text === before.text) return false;
  if (state.status !== before.status || state.ahead === 0 || text === '') return true;
  return state.ahead !== before.ahead && now - before.at >= SAY_AGAIN_MS;
}

export interface Spoken {
  text: string;
  status: State['status'];
  ahead: number | null;
  at: number;
}

const SAY_AGAIN_MS = 30_000;

export function whoIsThere(state: State, say: Say): string {
  if (state.agent && isLive(state)) return say('talking_to', { name: state.agent });
  return say(state.status === 'flow' ? 'assistant' : state.online ? 'online' : 'offline');
}

/** What is wrong with the connection; a first try is not. */
export function troubleLine(state: State, lasting: boolean, say: Say): string {
  if (state.link === 'ready' || state.link === 'off' || state.failures === 0) return '';
  if (state.failures >= 3) return say(lasting ? 'unreachable' : 'unreachable_unkept');
  return say(state.welcomed ? 'reconnecting_kept' : 'connecting');
}

/** Why something is still on its way. */
export function delayLine(state: State, putOff: { problem: Problem } | null, say: Say): string {
  if (putOff) return say('put_off', { reason: putOff.problem.detail });
  return state.link === 'ready' ? '' : say('waiting_network');
}

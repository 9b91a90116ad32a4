/** Which part of the chat is shown, and what is said about waiting. Pure, so that it can be tested. */
import type { Entry } from './outbox';
import { type Say, plural } from './say';
import { type State, isLive } from './session';

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

export function chooseMode(situation: Situation): Mode {
  const { state, entries, mode, offlineForm, mustAsk } = situation;
  if (state.status === 'handling' || entries.some((entry) => entry.kind === 'send')) return 'chat';
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

/** Out of hours nobody's turn comes, whatever the place in the queue. */
export function queueLine(state: State, say: Say): string {
  if (state.ending) return say('ending');
  if (state.status === 'ended') return say('ended');
  if (state.status !== 'queued' || !state.online) return '';
  if (state.ahead === null) return say('queued');
  return state.ahead === 0 ? say('next_in_line') : plural(say, 'ahead', state.ahead);
}

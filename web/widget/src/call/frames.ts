/** What a caller's page and the server say to each other about a call: over the chat's socket, or a join link's own. */

export type CallStage =
  'none' | 'calling' | 'flow' | 'queued' | 'ringing' | 'talking' | 'held' | 'alone' | 'ended';

export interface Person {
  leg: string;
  /** customer, agent, guest, external: what his name says when he has none. */
  role: string;
  name: string;
  video: boolean;
  screen: boolean;
}

/** `alone`: a guest is in before the others. `leg` is empty where there is no call. */
export interface CallTold {
  op: 'call_state';
  state: CallStage;
  leg: string;
  interaction: string;
  /** Milliseconds since the talking began. */
  lasted: number | null;
  agent: string;
  ahead: number | null;
  expected: [number, number] | null;
  /** A menu's choices, shown beside the voice that reads them. */
  choices: { id: string; label: string }[];
  prompt: string;
  /** off, on, paused, ask (he may say no). */
  recording: string;
  people: Person[];
  /** The agent would like to talk. */
  invite: { name: string; video: boolean } | null;
  ice: { urls: string[]; username?: string; credential?: string }[];
  /** Cameras and screens may be shown. */
  video: boolean;
  /** He may ask to be called instead. */
  callback: boolean;
  why: string;
}

export type CallHeard =
  | CallTold
  | { op: 'voice'; leg: string; body: string }
  | { op: 'caption'; leg: string; text: string; final: boolean }
  | { op: 'refused'; client_id?: string; code: string; detail: string };

export type CallSaid =
  | { op: 'call'; client_id: string; video: boolean; name?: string; email?: string }
  | { op: 'voice'; leg: string; body: string }
  | { op: 'keys'; leg: string; keys: string }
  | { op: 'hang_up'; leg: string }
  | { op: 'decline' }
  | { op: 'call_state' };

/** One track in a slot of ours: whose, and of what. */
export interface Stream {
  mid: string;
  leg: string;
  kind: 'camera' | 'screen';
}

export const NOTHING: CallTold = {
  op: 'call_state',
  state: 'none',
  leg: '',
  interaction: '',
  lasted: null,
  agent: '',
  ahead: null,
  expected: null,
  choices: [],
  prompt: '',
  recording: 'off',
  people: [],
  invite: null,
  ice: [],
  video: false,
  callback: false,
  why: '',
};

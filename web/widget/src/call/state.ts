/**
 * What a caller's page shows and does next: `reduce(state, event)` answers the next state and what is to be done, and does
 * nothing itself; `caller.ts` does it. The server's word on the call always wins over what the page believed.
 */
import { type CallTold, NOTHING } from './frames';

export type Phase =
  /** Nothing of a call on the screen. */
  | 'idle'
  /** It is said why the browser will ask for the microphone. */
  | 'primed'
  /** The browser asks. */
  | 'asking'
  /** What the microphone hears and the camera sees, before anybody else does. */
  | 'checked'
  /** Ordered, not answered by the server yet. */
  | 'ordered'
  | 'live'
  /** The call goes on in another tab, or did before this page was opened. */
  | 'elsewhere'
  /** No microphone, or not allowed to. */
  | 'barred'
  | 'over';

/** Why no sound can be taken. */
export type Barrier = '' | 'denied' | 'no_device' | 'busy' | 'unsupported' | 'refused';

export interface CallState {
  phase: Phase;
  told: CallTold;
  /** With the camera from the start. */
  video: boolean;
  barrier: Barrier;
  detail: string;
  /** Sound flows: not yet, yes, or no more. */
  media: 'connecting' | 'flowing' | 'broken';
  muted: boolean;
  camera: boolean;
  screen: boolean;
  /** The socket to the server is there. */
  linked: boolean;
  /** The order the server has not answered. */
  order: string;
}

export type CallEvent =
  | { type: 'wish'; video: boolean; known: boolean }
  | { type: 'go' }
  | { type: 'devices'; barrier: Barrier }
  | { type: 'order'; client_id: string }
  | { type: 'told'; told: CallTold; resumes: boolean }
  | { type: 'refused'; client_id: string; detail: string }
  | { type: 'take over' }
  | { type: 'hang up' }
  | { type: 'dismiss' }
  | { type: 'media'; media: CallState['media'] }
  | { type: 'linked'; linked: boolean }
  | { type: 'shows'; muted: boolean; camera: boolean; screen: boolean };

export type CallEffect =
  | { do: 'take devices' }
  | { do: 'order' }
  /** A connection for this leg; a later one takes the place of the one before. */
  | { do: 'connect'; leg: string }
  | { do: 'reconnect'; leg: string }
  | { do: 'let go' }
  | { do: 'say hang up'; leg: string };

export type CallStep = readonly [CallState, readonly CallEffect[]];

export const IDLE: CallState = {
  phase: 'idle',
  told: NOTHING,
  video: false,
  barrier: '',
  detail: '',
  media: 'connecting',
  muted: false,
  camera: false,
  screen: false,
  linked: false,
  order: '',
};

const GONE: readonly string[] = ['none', 'ended'];

export const isOn = ({ phase }: CallState): boolean => phase === 'live' || phase === 'ordered';

export function reduce(state: CallState, event: CallEvent): CallStep {
  switch (event.type) {
    case 'wish':
      return wished(state, event);
    case 'go':
      return [{ ...state, phase: 'asking', barrier: '' }, [{ do: 'take devices' }]];
    case 'devices':
      return equipped(state, event.barrier);
    case 'order':
      return [{ ...state, phase: 'ordered', order: event.client_id, media: 'connecting' }, [{ do: 'order' }]];
    case 'told':
      return told(state, event.told, event.resumes);
    case 'refused':
      return refused(state, event);
    default:
      return after(state, event);
  }
}

type Later = Exclude<CallEvent, { type: 'wish' | 'go' | 'devices' | 'order' | 'told' | 'refused' }>;

function after(state: CallState, event: Later): CallStep {
  switch (event.type) {
    case 'take over':
      return [{ ...state, phase: 'asking', video: false }, [{ do: 'take devices' }]];
    case 'hang up':
      return [over(state), [{ do: 'say hang up', leg: state.told.leg }, { do: 'let go' }]];
    case 'dismiss':
      return [{ ...state, phase: 'idle', barrier: '', detail: '' }, isOn(state) ? [] : [{ do: 'let go' }]];
    case 'media':
      return brokenOr(state, event.media);
    case 'linked':
      return relinked(state, event.linked);
    case 'shows':
      return [{ ...state, muted: event.muted, camera: event.camera, screen: event.screen }, []];
  }
}

function wished(state: CallState, event: { video: boolean; known: boolean }): CallStep {
  if (isOn(state)) return [state, []];
  const next: CallState = { ...state, video: event.video, barrier: '', detail: '' };
  return event.known
    ? [{ ...next, phase: 'asking' }, [{ do: 'take devices' }]]
    : [{ ...next, phase: 'primed' }, []];
}

/** Whoever comes back to a call is not made to look at himself first. */
function equipped(state: CallState, barrier: Barrier): CallStep {
  if (state.phase !== 'asking') return [state, [{ do: 'let go' }]];
  if (barrier) return [{ ...state, phase: 'barred', barrier }, []];
  if (state.told.leg && !GONE.includes(state.told.state))
    return [{ ...state, phase: 'live', media: 'connecting' }, [{ do: 'connect', leg: state.told.leg }]];
  return [{ ...state, phase: 'checked' }, []];
}

function told(state: CallState, now: CallTold, resumes: boolean): CallStep {
  const next = { ...state, told: now };
  if (GONE.includes(now.state)) {
    // An order the server has not taken yet is no call that ended.
    if (state.phase === 'ordered' && now.state === 'none') return [next, []];
    if (state.phase === 'live' || state.phase === 'ordered') return [over(next), [{ do: 'let go' }]];
    return [state.phase === 'elsewhere' ? { ...next, phase: 'idle' } : next, []];
  }
  if (state.phase === 'ordered') {
    return [{ ...next, phase: 'live', order: '' }, connected(now.leg)];
  }
  // A guest who waited alone is in it now, or the leg was made anew.
  if (state.phase === 'live')
    return now.leg === state.told.leg ? [next, []] : [{ ...next, media: 'connecting' }, connected(now.leg)];
  if (state.phase === 'asking') return [next, []];
  if (resumes) return [{ ...next, phase: 'asking', video: false }, [{ do: 'take devices' }]];
  return [{ ...next, phase: 'elsewhere' }, []];
}

const connected = (leg: string): CallEffect[] => (leg ? [{ do: 'connect', leg }] : []);

function refused(state: CallState, event: { client_id: string; detail: string }): CallStep {
  if (state.phase !== 'ordered' || event.client_id !== state.order) return [state, []];
  return [
    { ...state, phase: 'barred', barrier: 'refused', detail: event.detail, order: '' },
    [{ do: 'let go' }],
  ];
}

function brokenOr(state: CallState, media: CallState['media']): CallStep {
  const next = { ...state, media };
  if (media !== 'broken' || state.phase !== 'live') return [next, []];
  // Without the socket nobody hears an offer: it is made when that is back.
  return [next, state.linked ? [{ do: 'reconnect', leg: state.told.leg }] : []];
}

/** The order is said again: the server knows it by its id, and a call ordered twice is one. */
function relinked(state: CallState, linked: boolean): CallStep {
  const next = { ...state, linked };
  if (!linked || state.linked) return [next, []];
  if (state.phase === 'ordered') return [next, [{ do: 'order' }]];
  if (state.phase === 'live' && state.media !== 'flowing')
    return [next, [{ do: 'reconnect', leg: state.told.leg }]];
  return [next, []];
}

const over = (state: CallState): CallState => ({
  ...state,
  phase: 'over',
  camera: false,
  screen: false,
  order: '',
});

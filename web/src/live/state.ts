/**
 * What live frames feed. The shapes are structural: only what reducing needs is named, so that this layer knows no
 * other; the pages see the same objects with the full types of `@/api/types`.
 */

export interface LiveRow {
  id: string;
  status: string;
  touched_at: string;
  last: number;
  unread: boolean;
}

export interface LiveMessage {
  type: 'message';
  id: string;
  conversation: string;
  position: number;
  direction: string;
  status: string;
  at: string;
  client_id: string;
}

export interface LiveEvent {
  type: 'event';
  seq: number;
  at: string;
  conversation: string;
  event: string;
  actor: { type: string; id: string; name: string };
  data: Record<string, unknown>;
}

export type LiveEntry = LiveMessage | LiveEvent;

export interface LiveOffer {
  id: string;
  conversation: string;
  expires_at: string;
}

/** A call as one viewer sees it; `my_leg` is the viewer's own place in it, empty when he is in none. */
export interface LiveCall {
  interaction: string;
  conversation: string;
  state: string;
  my_leg: string;
}

export interface Person {
  id: string;
  name: string;
}

export interface Typing {
  who: string;
  /** When it counts as over, should nobody say so (ms). */
  until: number;
}

export interface LiveFact {
  fact: string;
  conversation?: string;
  message?: string;
  offer?: string;
  reason?: string;
  kind?: string;
  slug?: string;
  [field: string]: unknown;
}

export interface FactFrame {
  op: 'fact';
  seq: number;
  prev: number;
  at: string;
  actor: string;
  fact: LiveFact;
  rows: {
    conversation?: LiveRow | null;
    entry?: LiveEntry | null;
    offer?: LiveOffer | null;
    presence?: { agent?: string } | null;
    agent?: (Person & { state?: string }) | null;
    customer?: object | null;
  };
}

export type Counts = Record<string, number>;

export type Frame =
  | { op: 'snapshot'; seq: number; presence: object | null; offers: LiveOffer[]; counts: Counts }
  | { op: 'resumed'; seq: number }
  | FactFrame
  | { op: 'touched'; conversations: LiveRow[]; counts?: Counts | null; more: boolean }
  | { op: 'board'; queues: object[]; agents: object[] }
  | { op: 'typing'; conversation: string; who: string; name?: string; on: boolean }
  | { op: 'viewing'; conversation: string; viewers: Person[] }
  | { op: 'ringing'; number: string }
  | { op: 'call'; call: LiveCall }
  /** From the engine to the page behind a leg. */
  | { op: 'voice'; leg: string; body: string }
  | {
      op: 'quality';
      interaction: string;
      leg: string;
      loss_pct: number;
      jitter_ms: number;
      rtt_ms: number;
      level: number;
    }
  | { op: 'caption'; interaction: string; leg: string; text: string; final: boolean }
  | { op: 'pong' }
  | { op: 'resync' }
  /** `retry`: from and to how many seconds later to come back. */
  | { op: 'bye'; reason: string; retry?: [number, number] };

export interface Thread {
  /** Oldest first, each once. */
  entries: LiveEntry[];
  /** The newest page has been read. */
  loaded: boolean;
  /** Where older entries go on; null: from the beginning. */
  older: string | null;
}

export interface LiveState {
  /** Whose desk this is. */
  me: string;
  /** Resume from here. */
  position: number;
  /** What the next fact's `prev` must be; null: whatever comes first after hello. */
  expects: number | null;
  /** A fact was missed, or hello was said and not answered yet: no fact is taken till then. */
  gap: boolean;
  presence: object | null;
  offers: Record<string, LiveOffer>;
  counts: Counts | null;
  rows: Record<string, LiveRow>;
  threads: Record<string, Thread>;
  /** How far I have read each conversation, as far as this desk knows: shared rows cannot say it for everyone. */
  seen: Record<string, number>;
  typing: Record<string, Typing>;
  viewers: Record<string, Person[]>;
  agents: Record<string, Person & { state?: string }>;
  board: { queues: object[]; agents: object[] } | null;
  /** Grows when open lists must be read again. */
  listsEpoch: number;
}

export const empty: LiveState = {
  me: '',
  position: 0,
  expects: null,
  gap: false,
  presence: null,
  offers: {},
  counts: null,
  rows: {},
  threads: {},
  seen: {},
  typing: {},
  viewers: {},
  agents: {},
  board: null,
  listsEpoch: 0,
};

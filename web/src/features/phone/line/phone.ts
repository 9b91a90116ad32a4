/** What carries a person's voice between his browser and a leg of a call, whatever the engine speaks with the page. */

export interface Media {
  audio: boolean;
  video: boolean;
  screen: boolean;
}

export type LineState = 'idle' | 'connecting' | 'up' | 'broken';

/** Whose camera or screen a stream is. */
export interface Seen {
  leg: string;
  kind: 'camera' | 'screen';
  stream: MediaStream;
}

export interface Measured {
  loss_pct: number;
  jitter_ms: number;
  rtt_ms: number;
}

/** What it tells, as it happens. */
export interface Hears {
  state: (state: LineState) => void;
  /** What the person hears; the same stream with other tracks after a new connection. */
  sound: (stream: MediaStream) => void;
  pictures: (seen: readonly Seen[]) => void;
  /** It can be rung now, or can no more. */
  registered: () => void;
}

/** One leg at a time. Everything may be said twice. */
export interface Phone {
  /** Of telephones that must be registered to be rung. */
  readonly registered?: boolean;
  /** Connects this page to the leg, anew if it was: after a reload, a lost network, with a camera now. */
  join: (leg: string, microphone: MediaStreamTrack) => Promise<void>;
  /** Whether the leg has a connection here; left out by telephones for which a new offer is enough. */
  carries?: (leg: string) => boolean;
  /** Lets go of it. The leg goes on for a while, so that a page may come back to it. */
  leave: () => void;
  /** Another microphone, without a new connection. */
  useMicrophone: (track: MediaStreamTrack) => Promise<void>;
  /** Camera and screen; null switches one off. */
  show: (camera: MediaStreamTrack | null, screen: MediaStreamTrack | null) => Promise<void>;
  /** Makes room for others' pictures, where there was none. */
  see?: () => Promise<void>;
  keys: (digits: string) => void;
  /** How well he is heard and hears, now; null: not known yet. */
  measure: () => Promise<Measured | null>;
  close: () => void;
}

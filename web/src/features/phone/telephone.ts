/**
 * The telephone of this page: it carries the voice of whichever leg is mine, as the rows of my calls say. Nothing here
 * decides about a call; it follows. One tab of a person's does it at a time.
 */
import { create } from 'zustand';
import { linesOf, myCalls, order, type CallView } from '@/api/calls';
import { useCalling } from '@/live/calling';
import { calls, useCalls } from '@/live/calls';
import { line } from '@/live/socket';
import { usePrefs } from '@/ui/prefs';
import { onDevices, openCamera, openMicrophone, openScreen, troubleOf, type Trouble } from './line/devices';
import { EmbeddedPhone } from './line/embedded';
import { Leader, type Leading } from './line/leader';
import { gradeOf, type Grade } from './line/measured';
import type { Hears, LineState, Phone, Seen } from './line/phone';
import { mine, wantedLeg } from './model';
import { readiness, type Phones } from './ready';

interface Telephone {
  leading: Leading;
  /** Of the connection that carries my voice. */
  state: LineState;
  leg: string;
  trouble: Trouble | null;
  grade: Grade;
  /** What I hear; given to a loudspeaker by the dock. */
  sound: MediaStream | null;
  microphone: MediaStreamTrack | null;
  camera: MediaStreamTrack | null;
  screen: MediaStreamTrack | null;
  pictures: readonly Seen[];
  /** Legs that were answered here although nobody offered them: a consultation, an echo. */
  answered: ReadonlySet<string>;
  /** An echo test that runs, by its leg. */
  echo: string;
}

const IDLE: Telephone = {
  leading: { mine: false, known: false },
  state: 'idle',
  leg: '',
  trouble: null,
  grade: 0,
  sound: null,
  microphone: null,
  camera: null,
  screen: null,
  pictures: [],
  answered: new Set(),
  echo: '',
};

export const useTelephone = create<Telephone>()(() => IDLE);

const set = useTelephone.setState;
const get = useTelephone.getState;

const MEASURED_EVERY = 3_000;

export const known = (): CallView[] => Object.values(useCalls.getState().calls) as CallView[];

const hears: Hears = {
  state: (state) => set(state === 'up' ? { state } : { state, grade: 0 }),
  sound: (sound) => set({ sound }),
  pictures: (pictures) => set({ pictures }),
  registered: () => {
    tellReady();
    const { leg } = get();
    const engine = known().find((one) => one.my_leg === leg && leg !== '')?.engine;
    const phone = phones.get(engine ?? '');
    if (phone?.registered) comeBack(leg, phone).catch(() => undefined);
  },
};

/** The ways in are asked for once; passwords of a relay do not last, so now and then again. */
const WAYS_LAST = 30 * 60_000;
let ways: { at: number; found: ReturnType<typeof linesOf> } | null = null;

function linesNow(): ReturnType<typeof linesOf> {
  if (!ways || Date.now() - ways.at > WAYS_LAST) ways = { at: Date.now(), found: linesOf() };
  ways.found.catch(() => {
    ways = null;
  });
  return ways.found;
}

const ice = async (): Promise<RTCIceServer[]> =>
  (await linesNow()).ice_servers.map(({ urls, username, credential }) =>
    username ? { urls, username, credential } : { urls },
  );

const phones = new Map<string, Phone>();

/** By engine. The telephone by SIP comes in a file of its own, for those who need it. */
async function phoneOf(engine: string): Promise<Phone | null> {
  const found = phones.get(engine);
  if (found) return found;
  const { sip } = await linesNow();
  reachable = sip !== null;
  const bySip = engine === 'asterisk' && sip ? (await import('./line/sip')).SipPhone : null;
  // From here on nothing waits: two who asked at once get the same one.
  const made = phones.get(engine);
  if (made) return made;
  if (bySip && sip) phones.set(engine, new bySip(sip, ice, hears));
  else if (engine !== 'asterisk') phones.set(engine, new EmbeddedPhone(ice, hears));
  return phones.get(engine) ?? null;
}

/** A telephone by SIP rings only where it is registered: this page is, as long as it is the telephone and no desk phone
 * is rung instead. */
function register(): void {
  if (phones.has('asterisk') === rings()) return;
  if (!rings()) return unregister();
  phoneOf('asterisk').then(
    () => {
      if (!rings()) unregister();
      tellReady();
    },
    () => undefined,
  );
}

const rings = (): boolean =>
  get().leading.mine &&
  usePrefs.getState().values['phone.where'] !== 'desk' &&
  useCalling.getState().engines.includes('asterisk');

function unregister(): void {
  phones.get('asterisk')?.close();
  phones.delete('asterisk');
}

/** Where the exchange has no way into a page, it is the desk phone that rings. */
let reachable = true;

const ready = (): Phones => {
  const { engines, voice } = useCalling.getState();
  const sip = engines.includes('asterisk');
  return {
    here: voice && get().leading.mine && (!sip || (rings() && reachable)),
    sip,
    registered: phones.get('asterisk')?.registered ?? false,
  };
};

const tellReady = (): void => void readiness.tell(ready);

function stopTracks(): void {
  const { microphone, camera, screen } = get();
  for (const track of [microphone, camera, screen]) track?.stop();
  set({ microphone: null, camera: null, screen: null, sound: null, pictures: [] });
}

function letGo(): void {
  for (const phone of phones.values()) phone.leave();
  stopTracks();
  set({ leg: '', state: 'idle', grade: 0 });
}

async function microphone(): Promise<MediaStreamTrack | null> {
  const had = get().microphone;
  if (had?.readyState === 'live') return had;
  try {
    const track = await openMicrophone();
    track.onended = () => {
      if (get().microphone === track) set({ trouble: 'none' });
    };
    set({ microphone: track, trouble: null });
    return track;
  } catch (error) {
    set({ trouble: troubleOf(error) });
    return null;
  }
}

function silence(leg: string): void {
  const call = known().find((one) => one.my_leg === leg);
  const track = get().microphone;
  // A muted microphone is silent in this page already; the engine's mute is the second lock.
  if (track) track.enabled = !(call && mine(call)?.muted);
}

/** A PBX does not know of pages: one that is back after a reload has its leg called anew, as soon as it can be rung. */
async function comeBack(leg: string, phone: Phone): Promise<void> {
  if (phone.registered === false) return;
  const call = known().find((one) => one.my_leg === leg);
  const there = call !== undefined && mine(call)?.state === 'up';
  if (there && phone.carries?.(leg) === false) await order.attach(call.interaction);
}

let joining = '';

async function carry(leg: string, engine: string): Promise<void> {
  if (joining === leg) return;
  joining = leg;
  try {
    if (get().leg !== leg) {
      for (const phone of phones.values()) phone.leave();
      set({ leg, state: 'connecting', grade: 0 });
    }
    const track = await microphone();
    const phone = track && joining === leg ? await phoneOf(engine) : null;
    if (!track || !phone || get().leg !== leg) return;
    silence(leg);
    await phone.join(leg, track);
    await comeBack(leg, phone);
  } finally {
    joining = '';
  }
}

/** Others show something: this page makes room for it. */
function look(leg: string): void {
  const call = known().find((one) => one.my_leg === leg);
  const seen = call?.legs.some((one) => one.leg !== leg && (one.media.video || one.media.screen));
  if (seen) void phones.get(call?.engine ?? '')?.see?.();
}

/** Looks what my page should carry, and does. Said as often as anything changes. */
function follow(): void {
  const { leading, leg, answered, echo } = get();
  if (!leading.mine) {
    if (leg) letGo();
    unregister();
    tellReady();
    return;
  }
  register();
  tellReady();
  // Somebody rings: the ways to the engine are fetched before he is answered.
  if (known().some((one) => one.my_leg !== '')) telephone.prepare();
  const wanted = wantedLeg(known(), answered);
  if (wanted && wanted !== leg) {
    const engine = known().find((one) => one.my_leg === wanted)?.engine ?? '';
    void carry(wanted, engine);
  } else if (!wanted && leg && leg !== echo) letGo();
  if (!leg) return;
  silence(leg);
  look(leg);
}

async function learn(): Promise<void> {
  const { items, engines, outside } = await myCalls();
  useCalling.setState({ voice: engines.length > 0, engines, outside });
  calls.learnMine(items);
  follow();
}

let graded: Grade = 0;

async function measure(): Promise<void> {
  const { leg, state } = get();
  if (!leg || state !== 'up') return;
  for (const phone of phones.values()) {
    const now = await phone.measure();
    if (!now || get().leg !== leg) continue;
    const grade = gradeOf(now);
    // One hiccup is none: what is bad is shown when it is so twice.
    set({ grade: Math.max(grade, graded) as Grade });
    graded = grade;
  }
}

export interface Shown {
  camera?: boolean;
  screen?: boolean;
}

type Track = MediaStreamTrack | null;

/** As it is when nothing is wanted of it. */
async function switched(
  track: Track,
  wanted: boolean | undefined,
  open: () => Promise<MediaStreamTrack>,
): Promise<Track> {
  if (wanted === undefined) return track;
  if (wanted) return track ?? (await open());
  track?.stop();
  return null;
}

let leader: Leader | null = null;
const stops: (() => void)[] = [];

export const telephone = {
  /** As long as somebody is signed in. Returns how to stop. */
  start: (me: string): (() => void) => {
    leader = new Leader(`atiende.phone.${me}`, (leading) => {
      set({ leading });
      follow();
    });
    const refresh = () => void learn().catch(() => undefined);
    stops.push(
      line.listen((frame) => {
        calls.take(frame);
        if (frame.op !== 'snapshot' && frame.op !== 'resumed') return;
        readiness.forget();
        refresh();
      }),
      useCalls.subscribe(follow),
      usePrefs.subscribe(follow),
      // A microphone was plugged in: the call that waits for one takes it.
      onDevices(() => {
        if (get().trouble) telephone.again();
        tellReady();
      }),
    );
    refresh();
    const timer = setInterval(() => void measure(), MEASURED_EVERY);
    stops.push(() => clearInterval(timer));
    return telephone.stop;
  },
  stop: (): void => {
    for (const one of stops.splice(0)) one();
    leader?.stop();
    leader = null;
    letGo();
    for (const phone of phones.values()) phone.close();
    phones.clear();
    ways = null;
    calls.forget();
    set(IDLE);
  },
  /** This tab is the telephone from now on. */
  takeHere: (): void => leader?.take(),
  /** Once more: after the microphone was allowed, or on demand when the connection does not stand. */
  again: (): void => {
    const { leg } = get();
    const engine = known().find((one) => one.my_leg === leg)?.engine ?? 'embedded';
    if (leg) void carry(leg, engine);
    else follow();
  },
  /** Yes, to somebody who asks me into his call. */
  answer: (leg: string): void => {
    leader?.take();
    set((was) => ({ answered: new Set([...was.answered, leg]) }));
    follow();
  },
  /** What takes a moment is fetched now. */
  prepare: (): void => void linesNow().catch(() => undefined),
  /** Silent at once; whoever looks at the call learns it from the server. */
  mute: async (call: CallView, on: boolean): Promise<void> => {
    const { microphone: track, leg } = get();
    if (track && call.my_leg === leg) track.enabled = !on;
    try {
      await order.mute(call.interaction, on);
    } catch (error) {
      silence(leg);
      throw error;
    }
  },
  /** Keys go the way the voice goes; without one of our own, by the server. */
  keys: async (call: CallView, digits: string): Promise<void> => {
    await order.keys(call.interaction, digits);
  },
  changeMicrophone: async (): Promise<void> => {
    if (!get().leg) return;
    const old = get().microphone;
    set({ microphone: null });
    const track = await microphone();
    if (!track) return set({ microphone: old });
    silence(get().leg);
    for (const phone of phones.values()) await phone.useMicrophone(track);
    old?.stop();
  },
  /** Camera and screen on or off. */
  show: async (call: CallView, wanted: Shown): Promise<void> => {
    const { camera, screen } = get();
    let next: Pick<Telephone, 'camera' | 'screen'>;
    try {
      next = {
        camera: await switched(camera, wanted.camera, openCamera),
        screen: await switched(screen, wanted.screen, openScreen),
      };
    } catch (error) {
      // Who closes the browser's choice of a screen has changed his mind: that is no trouble.
      if (!wanted.screen || troubleOf(error) !== 'denied') set({ trouble: troubleOf(error) });
      return;
    }
    set(next);
    if (next.screen) next.screen.onended = () => void telephone.show(call, { screen: false });
    await (await phoneOf(call.engine))?.show(next.camera, next.screen);
    await order.media(call.interaction, next.camera !== null, next.screen !== null);
  },
  /** The microphone was allowed, or it is not any more. */
  lookAgain: (): void => tellReady(),
  forgetTrouble: (): void => set({ trouble: null }),
  /** Hears oneself by way of the engine. */
  echo: async (leg: string, engine: string): Promise<void> => {
    set({ echo: leg });
    await carry(leg, engine);
  },
  endEcho: (): void => {
    const { echo, leg } = get();
    set({ echo: '' });
    if (echo && leg === echo) letGo();
  },
};

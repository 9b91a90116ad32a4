/**
 * The engine that Atiende brings: the page makes every offer and sends it over the live line. A new connection replaces
 * the old one only when it stands, so that a change of network is heard as little as possible.
 */
import { line } from '@/live/socket';
import { measured, type Counted } from './measured';
import type { Hears, Phone, Seen } from './phone';

/** In what time a connection must stand before another one is tried, and the pauses between tries (ms). */
const STANDS_IN = 8_000;
const PAUSES = [300, 1_000, 2_000, 4_000, 8_000] as const;
/** A network that hiccups comes back by itself within this. */
const HICCUP = 2_500;

interface Told {
  type: string;
  /** Of `refused`: unknown (there is no such leg any more), malformed, flood. */
  reason?: string;
  sdp?: string;
  candidate?: string;
  sdpMid?: string;
  streams?: { mid: string; leg: string; kind: 'camera' | 'screen' }[];
}

interface Shown {
  camera: MediaStreamTrack | null;
  screen: MediaStreamTrack | null;
}

/** The order of what is carried is agreed with the engine: sound, camera, screen, and three others' pictures. */
function offered(pc: RTCPeerConnection, microphone: MediaStreamTrack, shown: Shown, pictures: boolean): void {
  pc.addTransceiver(microphone, { direction: 'sendrecv', streams: [new MediaStream()] });
  if (!pictures) return;
  pc.addTransceiver(shown.camera ?? 'video', { direction: 'sendonly' });
  pc.addTransceiver(shown.screen ?? 'video', { direction: 'sendonly' });
  for (let slot = 0; slot < 3; slot += 1) pc.addTransceiver('video', { direction: 'recvonly' });
  const wanted = RTCRtpReceiver.getCapabilities('video')?.codecs.filter((one) =>
    /vp8|rtx/iu.test(one.mimeType),
  );
  for (const each of pc.getTransceivers())
    if (each.receiver.track.kind === 'video' && wanted?.length) each.setCodecPreferences(wanted);
}

export class EmbeddedPhone implements Phone {
  private pc: RTCPeerConnection | null = null;
  /** On its way to replace `pc`. */
  private next: RTCPeerConnection | null = null;
  private leg = '';
  private microphone: MediaStreamTrack | null = null;
  private shown: Shown = { camera: null, screen: null };
  private pictures = false;
  private tries = 0;
  private again: ReturnType<typeof setTimeout> | undefined;
  private counted: Counted | null = null;
  private readonly deaf: () => void;
  private readonly online = () => this.retry();

  constructor(
    private readonly ice: () => Promise<RTCIceServer[]>,
    private readonly hears: Hears,
  ) {
    this.deaf = line.listen((frame) => {
      if (frame.op === 'voice' && frame.leg === this.leg) void this.hear(JSON.parse(frame.body) as Told);
      // The line was away: what was offered meanwhile may not have been heard.
      if ((frame.op === 'snapshot' || frame.op === 'resumed') && this.leg && !this.stands()) this.retry();
    });
    window.addEventListener('online', this.online);
  }

  async join(leg: string, microphone: MediaStreamTrack): Promise<void> {
    if (leg !== this.leg) this.leave();
    this.leg = leg;
    this.microphone = microphone;
    this.tries = 0;
    await this.connect();
  }

  leave(): void {
    clearTimeout(this.again);
    this.leg = '';
    this.next?.close();
    this.pc?.close();
    this.pc = this.next = null;
    this.pictures = false;
    this.shown = { camera: null, screen: null };
    this.counted = null;
    this.hears.state('idle');
    this.hears.pictures([]);
  }

  async useMicrophone(track: MediaStreamTrack): Promise<void> {
    this.microphone = track;
    for (const pc of [this.pc, this.next]) await pc?.getTransceivers()[0]?.sender.replaceTrack(track);
  }

  async show(camera: MediaStreamTrack | null, screen: MediaStreamTrack | null): Promise<void> {
    this.shown = { camera, screen };
    if (!this.leg) return;
    if (!this.pictures) {
      if (!camera && !screen) return;
      this.pictures = true;
      await this.connect();
    } else {
      const [, first, second] = this.pc?.getTransceivers() ?? [];
      await first?.sender.replaceTrack(camera);
      await second?.sender.replaceTrack(screen);
    }
    this.say({ type: 'media', video: camera !== null, screen: screen !== null });
  }

  /** Others show something: from now on this page can see it. */
  async see(): Promise<void> {
    if (this.pictures || !this.leg) return;
    this.pictures = true;
    await this.connect();
  }

  keys(digits: string): void {
    this.say({ type: 'keys', digits });
  }

  async measure(): Promise<ReturnType<typeof measured>['now'] | null> {
    if (!this.pc || this.pc.connectionState !== 'connected') return null;
    const found = measured(
      [...(await this.pc.getStats()).values()] as Record<string, unknown>[],
      this.counted,
    );
    const first = this.counted === null;
    this.counted = found.counted;
    // What was lost while it came up says nothing about it.
    return first ? null : found.now;
  }

  close(): void {
    this.leave();
    this.deaf();
    window.removeEventListener('online', this.online);
  }

  private say(body: object): boolean {
    return this.leg !== '' && line.voice(this.leg, body);
  }

  private stands(): boolean {
    return this.pc?.connectionState === 'connected';
  }

  private retry(): void {
    if (!this.leg) return;
    clearTimeout(this.again);
    this.tries = 0;
    void this.connect();
  }

  private later(): void {
    clearTimeout(this.again);
    if (!this.leg) return;
    const pause = PAUSES[Math.min(this.tries, PAUSES.length - 1)];
    this.tries += 1;
    this.again = setTimeout(() => void this.connect(), pause);
  }

  private async connect(): Promise<void> {
    const { leg, microphone } = this;
    if (!leg || !microphone) return;
    this.hears.state(this.stands() ? 'up' : 'connecting');
    const iceServers = await this.ice().catch(() => [] as RTCIceServer[]);
    if (this.leg !== leg) return;
    this.next?.close();
    const pc = new RTCPeerConnection({ iceServers, bundlePolicy: 'max-bundle' });
    this.next = pc;
    this.follow(pc, leg);
    offered(pc, microphone, this.shown, this.pictures);
    await pc.setLocalDescription();
    if (this.next !== pc) return;
    this.say({ type: 'offer', sdp: pc.localDescription?.sdp ?? '' });
    clearTimeout(this.again);
    this.again = setTimeout(() => this.later(), STANDS_IN);
  }

  private follow(pc: RTCPeerConnection, leg: string): void {
    const current = () => this.leg === leg && (pc === this.next || pc === this.pc);
    pc.onicecandidate = ({ candidate }) => {
      if (current())
        this.say({
          type: 'candidate',
          candidate: candidate?.candidate ?? '',
          sdpMid: candidate?.sdpMid ?? '0',
        });
    };
    pc.ontrack = ({ track }) => {
      if (track.kind === 'audio' && current()) this.hears.sound(new MediaStream([track]));
    };
    pc.onconnectionstatechange = () => {
      if (current()) this.moved(pc);
    };
  }

  private moved(pc: RTCPeerConnection): void {
    const state = pc.connectionState;
    if (state === 'connected') {
      if (pc === this.next) {
        this.pc?.close();
        this.pc = pc;
        this.next = null;
        this.counted = null;
      }
      clearTimeout(this.again);
      this.tries = 0;
      this.hears.state('up');
    } else if (state === 'failed') {
      if (pc === this.pc) this.hears.state('broken');
      this.later();
    } else if (state === 'disconnected' && pc === this.pc && !this.next) {
      this.hears.state('broken');
      clearTimeout(this.again);
      this.again = setTimeout(() => void this.connect(), HICCUP);
    }
  }

  private async hear(told: Told): Promise<void> {
    if (told.type === 'answer') await this.answered(told.sdp ?? '');
    else if (told.type === 'candidate') await this.candidate(told);
    else if (told.type === 'refused') this.refused(told.reason ?? '');
    else if (told.type === 'streams') await this.streams(told.streams ?? []);
  }

  private async answered(sdp: string): Promise<void> {
    if (this.next?.signalingState !== 'have-local-offer') return;
    await this.next.setRemoteDescription({ type: 'answer', sdp }).catch(() => this.later());
  }

  private async candidate({ candidate, sdpMid }: Told): Promise<void> {
    const pc = this.next ?? this.pc;
    if (candidate && pc?.remoteDescription)
      await pc.addIceCandidate({ candidate, sdpMid: sdpMid ?? '0' }).catch(() => undefined);
  }

  /** A leg that is not there yet (its engine was away) may come; what was malformed will be again. */
  private refused(reason: string): void {
    clearTimeout(this.again);
    this.hears.state('broken');
    if (reason !== 'malformed') this.later();
  }

  private async streams(streams: NonNullable<Told['streams']>): Promise<void> {
    if (streams.length > 0 && !this.pictures) await this.see();
    else this.hears.pictures(this.picturesOf(streams));
  }

  private picturesOf(streams: NonNullable<Told['streams']>): Seen[] {
    const receivers = (this.next ?? this.pc)?.getTransceivers() ?? [];
    return streams.flatMap(({ mid, leg, kind }) => {
      const track = receivers.find((one) => one.mid === mid)?.receiver.track;
      return track ? [{ leg, kind, stream: new MediaStream([track]) }] : [];
    });
  }
}

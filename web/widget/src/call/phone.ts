/**
 * The sound and pictures of one leg: microphone, camera and screen, and the connection to the engine. The page makes every
 * offer: audio first; where pictures are allowed camera and screen after it, and three slots in which others' come. A camera
 * goes on and off by changing its track, so nothing is negotiated anew.
 */
import type { Stream } from './frames';
import type { Barrier } from './state';

export interface PhoneSetup {
  /** To the engine, for this leg. */
  signal(leg: string, body: object): void;
  media(state: 'flowing' | 'broken'): void;
  changed(): void;
}

/** Whose picture hangs where. */
export interface Picture {
  leg: string;
  kind: 'camera' | 'screen';
  stream: MediaStream;
}

type Ice = RTCIceServer[];
const SLOTS = 3;
const BROKEN_MS = 3_000;
const SOUND = { echoCancellation: true, noiseSuppression: true, autoGainControl: true };
const CAMERA = { width: { ideal: 960 }, height: { ideal: 540 }, frameRate: { ideal: 24, max: 30 } };
const SCREEN = { video: { frameRate: { ideal: 10, max: 15 } }, audio: false };
const KBIT = 1000;

export class Phone {
  readonly speaker = new Audio();
  microphone: MediaStream | null = null;
  camera: MediaStream | null = null;
  screen: MediaStream | null = null;
  /** The browser does not let us be heard before a touch. */
  silent = false;
  muted = false;
  private streams: Stream[] = [];
  private pc: RTCPeerConnection | null = null;
  private leg = '';
  private waiting: (() => void) | null = null;
  private pending: RTCIceCandidateInit[] = [];

  constructor(private readonly setup: PhoneSetup) {
    this.speaker.autoplay = true;
  }

  static supported(): boolean {
    return typeof RTCPeerConnection === 'function' && navigator.mediaDevices?.getUserMedia !== undefined;
  }

  static sharesScreens(): boolean {
    return navigator.mediaDevices?.getDisplayMedia !== undefined;
  }

  get active(): boolean {
    return this.pc !== null;
  }

  get pictures(): Picture[] {
    return this.streams.flatMap(({ mid, leg, kind }) => {
      const track = this.pc?.getTransceivers().find((one) => one.mid === mid)?.receiver.track;
      return track ? [{ leg, kind, stream: new MediaStream([track]) }] : [];
    });
  }

  /** Why it cannot be had, or empty. A camera that is missing keeps nobody from talking. */
  async take(video: boolean): Promise<Barrier> {
    if (!Phone.supported()) return 'unsupported';
    try {
      this.microphone ??= await navigator.mediaDevices.getUserMedia({ audio: SOUND });
    } catch (error) {
      return barrier(error);
    }
    if (video) await this.turnCamera(true);
    this.setup.changed();
    return '';
  }

  async useDevice(kind: 'audioinput' | 'videoinput', id: string): Promise<void> {
    const wanted = { deviceId: { exact: id } };
    if (kind === 'audioinput') {
      const fresh = await navigator.mediaDevices.getUserMedia({ audio: { ...SOUND, ...wanted } });
      stop(this.microphone);
      this.microphone = fresh;
      this.mute(this.muted);
      await this.send(0, fresh);
    } else {
      const fresh = await navigator.mediaDevices.getUserMedia({ video: { ...CAMERA, ...wanted } });
      stop(this.camera);
      this.camera = fresh;
      await this.send(1, fresh);
    }
    this.setup.changed();
  }

  /** False when the browser or the visitor says no. */
  async turnCamera(on: boolean): Promise<boolean> {
    if (on === (this.camera !== null)) return true;
    try {
      const fresh = on ? await navigator.mediaDevices.getUserMedia({ video: CAMERA }) : null;
      stop(this.camera);
      this.camera = fresh;
    } catch {
      return false;
    }
    await this.send(1, this.camera);
    this.tellMedia();
    return true;
  }

  async turnScreen(on: boolean): Promise<boolean> {
    if (on === (this.screen !== null)) return true;
    try {
      const fresh = on ? await navigator.mediaDevices.getDisplayMedia(SCREEN) : null;
      stop(this.screen);
      this.screen = fresh;
    } catch {
      return false;
    }
    // The browser has a button of its own for the end.
    const track = this.screen?.getVideoTracks()[0];
    if (track) track.onended = () => void this.turnScreen(false);
    await this.send(2, this.screen);
    this.tellMedia();
    return true;
  }

  mute(on: boolean): void {
    this.muted = on;
    for (const track of this.microphone?.getAudioTracks() ?? []) track.enabled = !on;
    this.setup.changed();
  }

  /** A new connection for the leg, in place of the one there was. */
  async connect(leg: string, ice: Ice, pictures: boolean): Promise<void> {
    this.drop();
    const pc = new RTCPeerConnection({ iceServers: ice, bundlePolicy: 'max-bundle' });
    this.pc = pc;
    this.leg = leg;
    this.pending = [];
    this.addLines(pc, pictures);
    pc.onconnectionstatechange = () => this.watch(pc);
    pc.ontrack = ({ track }) => {
      if (track.kind === 'audio') this.play(track);
    };
    const offer = await pc.createOffer();
    await pc.setLocalDescription(offer);
    if (pc !== this.pc) return;
    this.setup.signal(leg, { type: 'offer', sdp: offer.sdp ?? '' });
    this.tellMedia();
    this.doubt(pc, 2 * BROKEN_MS + BROKEN_MS);
  }

  /** What the engine says to this page. An answer to an offer of another tab is not ours. */
  async hear(leg: string, text: string): Promise<void> {
    const pc = this.pc;
    if (!pc || leg !== this.leg) return;
    const body = JSON.parse(text) as { type: string; sdp?: string; candidate?: string; streams?: Stream[] };
    if (body.type === 'answer' && pc.signalingState === 'have-local-offer') {
      await pc.setRemoteDescription({ type: 'answer', sdp: body.sdp ?? '' });
      for (const one of this.pending.splice(0)) await pc.addIceCandidate(one).catch(() => undefined);
    } else if (body.type === 'candidate' && body.candidate) {
      const candidate = body as RTCIceCandidateInit;
      if (pc.remoteDescription) await pc.addIceCandidate(candidate).catch(() => undefined);
      else this.pending.push(candidate);
    } else if (body.type === 'streams') {
      this.streams = body.streams ?? [];
      this.setup.changed();
    }
  }

  /** After a touch, where the browser wanted one. */
  async unsilence(): Promise<void> {
    await this.speaker.play().catch(() => undefined);
    this.silent = this.speaker.paused;
    this.setup.changed();
  }

  /** Devices off, lights out. */
  letGo(): void {
    this.drop();
    for (const stream of [this.microphone, this.camera, this.screen]) stop(stream);
    this.microphone = this.camera = this.screen = null;
    this.muted = false;
    this.speaker.srcObject = null;
  }

  private addLines(pc: RTCPeerConnection, pictures: boolean): void {
    const sound = this.microphone?.getAudioTracks()[0] ?? 'audio';
    pc.addTransceiver(sound, { direction: 'sendrecv' });
    if (!pictures) return;
    for (const [stream, kbit] of [
      [this.camera, 900],
      [this.screen, 1800],
    ] as const) {
      const track = stream?.getVideoTracks()[0] ?? 'video';
      const line = pc.addTransceiver(track, {
        direction: 'sendonly',
        sendEncodings: [{ maxBitrate: kbit * KBIT }],
      });
      preferVp8(line);
    }
    for (let slot = 0; slot < SLOTS; slot += 1)
      preferVp8(pc.addTransceiver('video', { direction: 'recvonly' }));
  }

  private async send(line: number, stream: MediaStream | null): Promise<void> {
    const sender = this.pc?.getTransceivers()[line]?.sender;
    await sender?.replaceTrack(stream?.getTracks()[0] ?? null);
  }

  private tellMedia(): void {
    if (this.pc)
      this.setup.signal(this.leg, {
        type: 'media',
        video: this.camera !== null,
        screen: this.screen !== null,
      });
    this.setup.changed();
  }

  private play(track: MediaStreamTrack): void {
    this.speaker.srcObject = new MediaStream([track]);
    this.speaker.play().then(
      () => {
        this.silent = false;
        this.setup.changed();
      },
      () => {
        this.silent = true;
        this.setup.changed();
      },
    );
  }

  private watch(pc: RTCPeerConnection): void {
    if (pc !== this.pc) return;
    const { connectionState } = pc;
    if (connectionState === 'connected') {
      this.trust();
      this.setup.media('flowing');
    } else if (connectionState === 'failed') this.giveUp(pc);
    else if (connectionState === 'disconnected') this.doubt(pc, BROKEN_MS);
  }

  /** What has not come (back) by then is given up. */
  private doubt(pc: RTCPeerConnection, ms: number): void {
    this.trust();
    const timer = setTimeout(() => {
      if (pc.connectionState !== 'connected') this.giveUp(pc);
    }, ms);
    this.waiting = () => clearTimeout(timer);
  }

  private trust(): void {
    this.waiting?.();
    this.waiting = null;
  }

  private giveUp(pc: RTCPeerConnection): void {
    if (pc !== this.pc) return;
    this.drop();
    this.setup.media('broken');
  }

  private drop(): void {
    this.trust();
    const pc = this.pc;
    this.pc = null;
    this.streams = [];
    if (!pc) return;
    pc.onconnectionstatechange = pc.ontrack = null;
    pc.close();
  }
}

function barrier(error: unknown): Barrier {
  const name = error instanceof DOMException ? error.name : '';
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'denied';
  return name === 'NotFoundError' || name === 'OverconstrainedError' ? 'no_device' : 'busy';
}

function stop(stream: MediaStream | null): void {
  for (const track of stream?.getTracks() ?? []) track.stop();
}

/** Pictures are forwarded as they are, so all speak one tongue. */
function preferVp8(line: RTCRtpTransceiver): void {
  const known = RTCRtpReceiver.getCapabilities?.('video')?.codecs ?? [];
  const wanted = known.filter(({ mimeType }) => mimeType.toLowerCase() === 'video/vp8');
  if (wanted.length > 0) line.setCodecPreferences?.(wanted);
}

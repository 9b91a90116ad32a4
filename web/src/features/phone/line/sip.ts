/**
 * A page that is a SIP telephone: it registers with the PBX over a WebSocket, and answers by itself the call of the leg
 * its person has taken; every other one keeps ringing. Moving legs is not its matter: that is done on the server.
 */
import { UA, WebSocketInterface } from 'jssip';
import type { RTCSession } from 'jssip/lib/RTCSession';
import type { IncomingRTCSessionEvent } from 'jssip/lib/UA';
import { measured, type Counted } from './measured';
import type { Hears, Measured, Phone } from './phone';

export interface Account {
  uri: string;
  password: string;
  websocket: string;
}

/** What the PBX says which leg a call is of. */
const LEG = 'X-Leg';

interface Incoming {
  leg: string;
  session: RTCSession;
}

export class SipPhone implements Phone {
  private readonly ua: UA;
  private ringing: Incoming[] = [];
  private session: RTCSession | null = null;
  private leg = '';
  private microphone: MediaStreamTrack | null = null;
  private counted: Counted | null = null;
  private closed = false;
  registered = false;

  constructor(
    account: Account,
    private readonly ice: () => Promise<RTCIceServer[]>,
    private readonly hears: Hears,
  ) {
    this.ua = new UA({
      sockets: [new WebSocketInterface(account.websocket)],
      uri: account.uri,
      password: account.password,
      session_timers: false,
      register_expires: 120,
      connection_recovery_min_interval: 1,
      connection_recovery_max_interval: 15,
    });
    this.ua.on('newRTCSession', (event: IncomingRTCSessionEvent) => {
      if (event.originator.toString() === 'remote') this.ring(event);
    });
    const known = (registered: boolean) => () => {
      this.registered = registered;
      this.hears.registered();
    };
    this.ua.on('registered', known(true));
    for (const gone of ['unregistered', 'registrationFailed', 'disconnected'] as const)
      this.ua.on(gone, known(false));
    this.ua.start();
  }

  join(leg: string, microphone: MediaStreamTrack): Promise<void> {
    if (this.session && this.leg !== leg) this.leave();
    this.leg = leg;
    this.microphone = microphone;
    this.hears.state(this.session ? 'up' : 'connecting');
    return this.answer();
  }

  carries(leg: string): boolean {
    return this.session !== null && this.leg === leg;
  }

  /** The PBX takes a goodbye for hanging up: a page that only goes away says none. */
  leave(): void {
    this.leg = '';
    this.session = null;
    this.counted = null;
    this.hears.state('idle');
  }

  async useMicrophone(track: MediaStreamTrack): Promise<void> {
    this.microphone = track;
    await this.connection()?.getSenders()[0]?.replaceTrack(track);
  }

  /** The telephone network of this engine carries sound alone. */
  show(): Promise<void> {
    return Promise.resolve();
  }

  keys(digits: string): void {
    this.session?.sendDTMF(digits, { transportType: 'RFC2833' as never });
  }

  async measure(): Promise<Measured | null> {
    const pc = this.connection();
    if (pc?.connectionState !== 'connected') return null;
    const found = measured([...(await pc.getStats()).values()] as Record<string, unknown>[], this.counted);
    this.counted = found.counted;
    return found.now;
  }

  /** No more calls ring here. One that goes on is not ended: another page may be about to take it over. */
  close(): void {
    this.leave();
    this.ua.unregister();
    this.closed = true;
    this.stop();
  }

  private stop(): void {
    if (this.closed && this.ringing.length === 0) this.ua.stop();
  }

  private connection(): RTCPeerConnection | undefined {
    return (this.session as { connection?: RTCPeerConnection } | null)?.connection;
  }

  private ring({ session, request }: IncomingRTCSessionEvent): void {
    const leg = String((request as { getHeader: (name: string) => string | undefined }).getHeader(LEG) ?? '');
    this.ringing.push({ leg, session });
    const gone = () => {
      this.ringing = this.ringing.filter((one) => one.session !== session);
      this.stop();
      if (this.session !== session) return;
      this.session = null;
      this.hears.state('broken');
    };
    session.on('ended', gone);
    session.on('failed', gone);
    void this.answer();
  }

  private async answer(): Promise<void> {
    const found = this.ringing.find((one) => one.leg !== '' && one.leg === this.leg);
    if (!found || !this.microphone || this.session) return;
    const { session } = found;
    this.session = session;
    const iceServers = await this.ice().catch(() => [] as RTCIceServer[]);
    session.on('peerconnection', ({ peerconnection }: { peerconnection: RTCPeerConnection }) => {
      peerconnection.addEventListener('track', ({ track }) => this.hears.sound(new MediaStream([track])));
      peerconnection.addEventListener('connectionstatechange', () => {
        if (this.session === session && peerconnection.connectionState === 'connected')
          this.hears.state('up');
      });
    });
    session.answer({ mediaStream: new MediaStream([this.microphone]), pcConfig: { iceServers } });
  }
}

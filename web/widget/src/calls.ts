/** Calls, as far as the chat carries them: `call.js` is fetched when somebody wants one, or one goes on. */
import type { Call, CallHost, MakeCall } from './call/index';
import type { CallHeard } from './call/frames';
import type { ServerFrame } from './protocol';

const CALL_OPS = ['call_state', 'voice', 'caption'];
const AGAIN_MS = 3_000;
export const LEG = 'leg';

export class Calls {
  /** There is something of a call on the screen. */
  on = false;
  private call: Call | null = null;
  private fetching = false;
  /** What was told of calls before there was anything to show of it. */
  private last: CallHeard | null = null;
  private waiting: ((call: Call) => void)[] = [];

  constructor(
    private readonly base: string,
    private readonly host: Omit<CallHost, 'changed'> & { drawn(): void },
  ) {}

  wish(video: boolean): void {
    this.with((call) => call.wish(video));
  }

  /** Whether the frame was one of a call's. */
  hear(frame: ServerFrame): boolean {
    if (frame.op === 'refused' ? !frame.about : !CALL_OPS.includes(frame.op)) return false;
    const heard = frame as unknown as CallHeard;
    const idle = heard.op === 'call_state' && heard.state === 'none' && !heard.invite;
    if (heard.op === 'call_state') this.last = heard;
    if (this.call || !idle) this.with((call) => call.hear(heard));
    return true;
  }

  linked(linked: boolean): void {
    if (this.call || this.fetching) this.with((call) => call.linked(linked));
  }

  update(): void {
    this.call?.update();
  }

  /** Ready when it is wanted: the pointer is on the button. */
  near(): void {
    if (!this.call && !this.fetching) this.fetch();
  }

  private with(action: (call: Call) => void): void {
    if (this.call) action(this.call);
    else {
      this.waiting.push(action);
      this.near();
    }
  }

  private fetch(): void {
    this.fetching = true;
    window.__atiendeCall = (make) => this.begin(make);
    const script = document.createElement('script');
    script.src = `${this.base}widget/call.js`;
    script.async = true;
    if (this.host.nonce) script.nonce = this.host.nonce;
    script.onerror = () => {
      this.fetching = false;
      script.remove();
      if (this.waiting.length > 0) this.host.system.after(AGAIN_MS, () => this.near());
    };
    document.head.append(script);
  }

  private begin(make: MakeCall): void {
    if (this.call) return;
    this.call = make({
      ...this.host,
      changed: (on) => {
        const before = this.on;
        this.on = on;
        if (before !== on) this.host.drawn();
      },
    });
    if (this.last) this.call.hear(this.last);
    for (const action of this.waiting.splice(0)) action(this.call);
  }
}

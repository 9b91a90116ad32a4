/** Does what the state machine decides: devices, the connection, what is said to the server. One per tab. */
import type { System } from '../system';
import type { Shelf } from '../shelf';
import type { CallHeard, CallSaid, CallTold } from './frames';
import { Phone } from './phone';
import { type CallEffect, type CallEvent, type CallState, IDLE, isOn, reduce } from './state';

export interface CallerSetup {
  system: System;
  /** What this tab remembers over a reload: the leg it has. */
  page: Shelf;
  say(frame: CallSaid): void;
  who(): { name?: string; email?: string };
  changed(): void;
}

const LEG = 'leg';
const FIRST_AGAIN_MS = 500;
const LONGEST_AGAIN_MS = 8_000;
export const MOST_CAPTION = 280;

export class Caller {
  state: CallState = IDLE;
  caption = '';
  readonly phone: Phone;
  /** When the talking began, by this page's clock. */
  since: number | null = null;
  private broken = 0;
  private later: (() => void) | null = null;

  constructor(private readonly setup: CallerSetup) {
    this.phone = new Phone({
      signal: (leg, body) => setup.say({ op: 'voice', leg, body: JSON.stringify(body) }),
      media: (media) => this.media(media),
      changed: () => this.shows(),
    });
  }

  /** The visitor wants to talk. Whoever has allowed the microphone before is not told why it is needed. */
  async wish(video: boolean): Promise<void> {
    const known = await allowed();
    this.dispatch({ type: 'wish', video, known });
  }

  go(): void {
    this.dispatch({ type: 'go' });
  }

  order(): void {
    this.dispatch({ type: 'order', client_id: this.setup.system.newId() });
  }

  takeOver(): void {
    this.dispatch({ type: 'take over' });
  }

  hangUp(): void {
    this.dispatch({ type: 'hang up' });
  }

  dismiss(): void {
    this.dispatch({ type: 'dismiss' });
  }

  press(keys: string): void {
    this.setup.say({ op: 'keys', leg: this.state.told.leg, keys });
  }

  decline(): void {
    this.setup.say({ op: 'decline' });
  }

  linked(linked: boolean): void {
    this.dispatch({ type: 'linked', linked });
  }

  hear(frame: CallHeard): void {
    switch (frame.op) {
      case 'call_state':
        return this.told(frame);
      case 'voice':
        void this.phone.hear(frame.leg, frame.body);
        return;
      case 'caption':
        this.caption = frame.text.slice(-MOST_CAPTION);
        this.setup.changed();
        return;
      case 'refused':
        return this.dispatch({
          type: 'refused',
          client_id: frame.client_id ?? '',
          detail: frame.detail,
        });
    }
  }

  private told(frame: CallTold): void {
    this.since = frame.lasted === null ? null : this.setup.system.now() - frame.lasted;
    const resumes = frame.leg !== '' && this.setup.page.get(LEG) === frame.leg;
    this.dispatch({ type: 'told', told: frame, resumes });
  }

  private media(media: 'flowing' | 'broken'): void {
    if (media === 'flowing') this.broken = 0;
    this.dispatch({ type: 'media', media });
  }

  private shows(): void {
    const { muted, camera, screen } = this.phone;
    this.dispatch({ type: 'shows', muted, camera: camera !== null, screen: screen !== null });
  }

  private dispatch(event: CallEvent): void {
    const [state, effects] = reduce(this.state, event);
    this.state = state;
    this.remember();
    for (const effect of effects) this.perform(effect);
    this.setup.changed();
  }

  private remember(): void {
    const { page } = this.setup;
    if (this.state.phase === 'live') page.set(LEG, this.state.told.leg);
    else if (this.state.phase === 'over' || this.state.phase === 'elsewhere') page.remove(LEG);
  }

  private perform(effect: CallEffect): void {
    switch (effect.do) {
      case 'take devices':
        void this.phone.take(this.state.video).then((barrier) => this.dispatch({ type: 'devices', barrier }));
        return;
      case 'order':
        return this.setup.say({
          op: 'call',
          client_id: this.state.order,
          video: this.state.video,
          ...this.setup.who(),
        });
      case 'connect':
        return this.connect(effect.leg);
      case 'reconnect':
        return this.again(effect.leg);
      case 'let go':
        this.later?.();
        this.caption = '';
        return this.phone.letGo();
      case 'say hang up':
        return this.setup.say({ op: 'hang_up', leg: effect.leg });
    }
  }

  private connect(leg: string): void {
    const { ice, video } = this.state.told;
    void this.phone.connect(leg, ice, video);
  }

  /** Sooner at first, then slower: an engine that comes back is not run over. */
  private again(leg: string): void {
    this.later?.();
    const wait = Math.min(FIRST_AGAIN_MS * 2 ** this.broken, LONGEST_AGAIN_MS);
    this.broken += 1;
    this.later = this.setup.system.after(wait, () => {
      if (this.state.phase === 'live' && this.state.told.leg === leg && isOn(this.state)) this.connect(leg);
    });
  }
}

async function allowed(): Promise<boolean> {
  try {
    const found = await navigator.permissions.query({ name: 'microphone' as PermissionName });
    return found.state === 'granted';
  } catch {
    return false;
  }
}

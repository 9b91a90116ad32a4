/** A call on the screen: what it waits for or whom he talks with, who is seen, and the buttons. Decides nothing. */
import { h, setAttribute, setText, show } from '../dom';
import type { Caller } from './caller';
import type { CallStage, Person } from './frames';
import { CALL_ICONS, callIcon } from './icons';
import { Phone } from './phone';
import { Sheet, type SheetActions } from './sheet';
import { Stage, nameOf } from './stage';
import { type CallState, isOn } from './state';
import type { CallKey, CallSay } from './texts';

export interface ScreenSetup {
  caller: Caller;
  announce(text: string): void;
  actions: SheetActions;
  /** Where focus goes when there is nothing of the call any more. */
  leave(): void;
  /** Others wait inside already: he joins, and calls nobody. */
  joins: boolean;
  now(): number;
}

const KEYS = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '0', '#'];
const CLOCK_MS = 1000;
type Control = 'mute' | 'camera' | 'screen' | 'keypad' | 'larger' | 'hang';

export class CallScreen {
  readonly element: HTMLElement;
  readonly sheet: Sheet;
  /** The agent would like to talk: one tap takes it. */
  readonly invite: HTMLElement;
  private readonly stage = new Stage();
  private readonly lamp = h('span', { class: 'lamp', 'aria-hidden': 'true' });
  private readonly title = h('strong');
  private readonly detail = h('p');
  private readonly clock = h('time');
  private readonly trouble = h('p', { class: 'note bad', hidden: true });
  private readonly recording = h('p', { class: 'note rec', hidden: true });
  private readonly caption = h('p', { class: 'caption', hidden: true });
  private readonly menu = h('div', { class: 'menu', role: 'group', hidden: true });
  private readonly pad = h('div', { class: 'pad', role: 'group', hidden: true });
  private readonly touch: HTMLButtonElement;
  private readonly again: HTMLElement;
  private readonly buttons: Record<Control, HTMLButtonElement>;
  private readonly inviteText = h('p');
  private readonly accept: HTMLButtonElement;
  private readonly decline: HTMLButtonElement;
  private readonly againButton: HTMLButtonElement;
  private readonly closeButton: HTMLButtonElement;
  private say: CallSay = (key) => key;
  private padOpen = false;
  private problem: CallKey | '' = '';
  private spoken = { title: '', trouble: '', invite: '', recording: '' };
  private menuDrawn = '';

  constructor(private readonly setup: ScreenSetup) {
    const { caller } = setup;
    this.sheet = new Sheet(caller, setup.actions);
    this.buttons = this.makeButtons();
    this.touch = press('main-button', () => void caller.phone.unsilence());
    this.againButton = press('quiet-button', () => void caller.wish(caller.state.video));
    this.closeButton = press('text-button', () => {
      caller.dismiss();
      setup.leave();
    });
    this.again = h('div', { class: 'deeds' }, this.againButton, this.closeButton);
    this.accept = press('main-button', () => this.accepted());
    this.decline = press('quiet-button', () => caller.decline());
    this.invite = h(
      'div',
      { class: 'invite', role: 'group', hidden: true },
      this.inviteText,
      this.accept,
      this.decline,
    );
    for (const key of KEYS) this.pad.append(press('', () => caller.press(key), key));
    this.element = this.build();
    setInterval(() => this.tick(), CLOCK_MS);
    document.addEventListener('fullscreenchange', () => this.update(this.say));
  }

  update(say: CallSay): void {
    this.say = say;
    const { state } = this.setup.caller;
    this.sheet.update(state, say, this.setup.joins);
    const shown = isOn(state) || state.phase === 'over';
    show(this.element, shown);
    setAttribute(this.element, 'aria-label', say('region'));
    setAttribute(this.element, 'class', `call ${mood(state)}${this.padOpen ? ' keys' : ''}`);
    this.drawNow(state);
    this.drawNotes(state);
    this.drawMenu(state);
    this.drawControls(state);
    this.drawInvite(state);
    const { phone } = this.setup.caller;
    this.stage.update({
      pictures: isOn(state) ? phone.pictures : [],
      own: isOn(state) ? (phone.camera ?? phone.screen) : null,
      people: state.told.people,
      say,
    });
    this.tick();
  }

  private build(): HTMLElement {
    const now = h('div', { class: 'now' }, this.lamp, h('div', {}, this.title, this.detail), this.clock);
    const controls = h('div', { class: 'controls', role: 'group' }, ...Object.values(this.buttons));
    this.controls = controls;
    return h(
      'section',
      { class: 'call', hidden: true },
      this.stage.element,
      this.caption,
      now,
      this.trouble,
      this.recording,
      this.menu,
      this.pad,
      h('div', { class: 'deeds' }, this.touch),
      controls,
      this.again,
    );
  }

  private controls: HTMLElement = h('div');

  private makeButtons(): Record<Control, HTMLButtonElement> {
    const { caller } = this.setup;
    const { phone } = caller;
    return {
      mute: press('', () => phone.mute(!phone.muted), callIcon('mic')),
      camera: press('', () => void this.turn('camera'), callIcon('camera')),
      screen: press('', () => void this.turn('screen'), callIcon('screen')),
      keypad: press('', () => this.openPad(!this.padOpen), callIcon('keypad')),
      larger: press('', () => this.enlarge(), callIcon('larger')),
      hang: press('hang', () => caller.hangUp(), callIcon('down')),
    };
  }

  private async turn(what: 'camera' | 'screen'): Promise<void> {
    const { phone } = this.setup.caller;
    const done =
      what === 'camera'
        ? await phone.turnCamera(phone.camera === null)
        : await phone.turnScreen(phone.screen === null);
    this.problem = done ? '' : `${what}_failed`;
    this.update(this.say);
  }

  private openPad(open: boolean): void {
    this.padOpen = open;
    this.update(this.say);
    if (open) (this.pad.firstElementChild as HTMLElement | null)?.focus();
  }

  private enlarge(): void {
    if (document.fullscreenElement) void document.exitFullscreen();
    else void this.element.requestFullscreen?.();
  }

  private accepted(): void {
    const { caller } = this.setup;
    void caller.wish(caller.state.told.invite?.video ?? false);
  }

  private drawNow(state: CallState): void {
    const { say } = this;
    const { title, detail } = nowLines(state, say);
    setText(this.title, title);
    setText(this.detail, detail);
    if (this.spoken.title !== title && (isOn(state) || state.phase === 'over')) this.setup.announce(title);
    this.spoken.title = title;
    show(this.clock, state.phase === 'live' && this.setup.caller.since !== null);
  }

  private drawNotes(state: CallState): void {
    const { say } = this;
    const trouble = this.trouble_(state);
    setText(this.trouble, trouble);
    show(this.trouble, trouble !== '');
    if (trouble && this.spoken.trouble !== trouble) this.setup.announce(trouble);
    this.spoken.trouble = trouble;
    const recorded = state.phase === 'live' ? recordingLine(state.told.recording, say) : '';
    setText(this.recording, recorded);
    show(this.recording, recorded !== '');
    if (recorded && this.spoken.recording !== recorded) this.setup.announce(recorded);
    this.spoken.recording = recorded;
    const { caption } = this.setup.caller;
    setText(this.caption, state.phase === 'live' ? caption : '');
    setAttribute(this.caption, 'aria-label', say('captions'));
    show(this.caption, state.phase === 'live' && caption !== '');
  }

  private trouble_(state: CallState): string {
    if (!isOn(state)) return '';
    if (!state.linked) return this.say('unlinked');
    if (state.media === 'broken') return this.say('broken');
    if (this.problem) return this.say(this.problem);
    return state.muted ? this.say('muted') : state.screen ? this.say('screen_shared') : '';
  }

  private drawMenu(state: CallState): void {
    const choices = state.phase === 'live' ? state.told.choices : [];
    const drawn = JSON.stringify([choices, state.told.prompt, this.say('menu')]);
    show(this.menu, choices.length > 0);
    if (drawn === this.menuDrawn) return;
    this.menuDrawn = drawn;
    const { caller } = this.setup;
    this.menu.replaceChildren(
      h('p', {}, state.told.prompt || this.say('menu')),
      ...choices.map(({ id, label }) =>
        h(
          'button',
          { class: 'choice', type: 'button', onclick: () => caller.press(id) },
          h('b', {}, id),
          label,
        ),
      ),
    );
  }

  private drawControls(state: CallState): void {
    const { say, buttons } = this;
    const live = state.phase === 'live';
    show(this.controls, isOn(state));
    show(this.again, state.phase === 'over');
    setText(this.againButton, say('again'));
    setText(this.closeButton, say('close'));
    toggle(buttons.mute, say(state.muted ? 'unmute' : 'mute'), state.muted);
    swap(buttons.mute, state.muted ? 'mic_off' : 'mic');
    toggle(buttons.keypad, say('keypad'), this.padOpen);
    show(buttons.keypad, live && !this.setup.joins);
    name(buttons.hang, say('hang_up'));
    show(this.pad, live && this.padOpen);
    setAttribute(this.pad, 'aria-label', say('keypad'));
    setText(this.touch, say('hear'));
    show(this.touch.parentElement as HTMLElement, live && this.setup.caller.phone.silent);
    this.drawPictureControls(state, live);
  }

  private drawPictureControls(state: CallState, live: boolean): void {
    const { say, buttons } = this;
    const { video } = state.told;
    toggle(buttons.camera, say(state.camera ? 'camera_off' : 'camera_on'), state.camera);
    swap(buttons.camera, state.camera ? 'camera' : 'camera_off');
    show(buttons.camera, live && video);
    toggle(buttons.screen, say(state.screen ? 'screen_off' : 'screen_on'), state.screen);
    show(buttons.screen, live && video && Phone.sharesScreens());
    const large = document.fullscreenElement !== null;
    toggle(buttons.larger, say(large ? 'smaller' : 'larger'), large);
    show(buttons.larger, live && !this.stage.element.hidden && document.fullscreenEnabled);
  }

  private drawInvite(state: CallState): void {
    const { invite } = state.told;
    const shown = invite !== null && (state.phase === 'idle' || state.phase === 'over');
    const text = invite ? this.say(invite.video ? 'invited_video' : 'invited', { name: invite.name }) : '';
    setText(this.inviteText, text);
    setText(this.accept, this.say('accept'));
    setText(this.decline, this.say('decline'));
    show(this.invite, shown);
    if (shown && this.spoken.invite !== text) this.setup.announce(text);
    this.spoken.invite = shown ? text : '';
  }

  private tick(): void {
    const { since } = this.setup.caller;
    if (since === null) return;
    const seconds = Math.max(0, Math.floor((this.setup.now() - since) / 1000));
    setText(this.clock, `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`);
  }
}

const mood = (state: CallState): string =>
  state.phase === 'over' ? '' : state.told.state === 'talking' ? 'on' : 'waits';

/** Whoever answers, else anybody else who is in. */
function partner(state: CallState, say: CallSay): string {
  if (state.told.agent) return state.told.agent;
  const other = state.told.people.find(({ leg }: Person) => leg !== state.told.leg);
  return other ? nameOf(other, say) : '';
}

export function nowLines(state: CallState, say: CallSay): { title: string; detail: string } {
  const { told } = state;
  if (state.phase === 'over') return { title: say(overKey(told.why)), detail: '' };
  if (state.phase === 'ordered') return { title: say('calling'), detail: '' };
  const sound = state.media === 'connecting' ? say('connecting') : '';
  return {
    title: title(state, say),
    detail: [place(state, say), sound || music(told.state, say)].filter(Boolean).join(' · '),
  };
}

const music = (stage: CallStage, say: CallSay): string =>
  stage === 'queued' || stage === 'ringing' || stage === 'held' ? say('music') : '';

const PLAIN: Partial<Record<CallStage, CallKey>> = {
  queued: 'queued',
  flow: 'flow',
  ringing: 'ringing',
  alone: 'alone',
};

function title(state: CallState, say: CallSay): string {
  const { told } = state;
  const who = partner(state, say);
  if (told.state === 'talking') return who ? say('talking', { name: who }) : say('talking_nobody');
  if (told.state === 'held') return who ? say('held', { name: who }) : say('held_nobody');
  return say(PLAIN[told.state] ?? 'calling');
}

function overKey(why: string): CallKey {
  if (why === 'lost' || why === 'failed') return 'over_lost';
  return why === 'limit' || why === 'busy' ? 'over_busy' : 'over';
}

/** His place and a range, never a promise. */
export function place({ told }: CallState, say: CallSay): string {
  const parts: string[] = [];
  if (told.ahead === 0) parts.push(say('first'));
  else if (told.ahead) parts.push(say(told.ahead === 1 ? 'ahead_one' : 'ahead_other', { count: told.ahead }));
  if (told.expected) {
    const [low, high] = told.expected;
    parts.push(low === 0 ? say('wait_upto', { high }) : say('wait_minutes', { low, high }));
  }
  return parts.join(' · ');
}

function recordingLine(recording: string, say: CallSay): string {
  if (recording === 'on' || recording === 'recording') return say('recorded');
  return recording === 'paused' ? say('record_paused') : '';
}

function press(name: string, onclick: () => void, child?: Node | string): HTMLButtonElement {
  return h('button', { class: name || null, type: 'button', onclick }, child);
}

function name(button: HTMLElement, text: string): void {
  setAttribute(button, 'aria-label', text);
  setAttribute(button, 'title', text);
}

function toggle(button: HTMLElement, text: string, on: boolean): void {
  name(button, text);
  // The name says what pressing does; that it is on is seen and, for the switches, said by the name alone.
  setAttribute(button, 'data-on', on);
}

function swap(button: HTMLElement, icon: keyof typeof CALL_ICONS): void {
  if (button.dataset['icon'] === icon) return;
  button.dataset['icon'] = icon;
  button.replaceChildren(callIcon(icon));
}

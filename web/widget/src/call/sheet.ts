/** What comes before a call and instead of one: why the browser asks, whether one is heard, and being called back. */
import { h, setAttribute, setText, show } from '../dom';
import type { Caller } from './caller';
import { meter } from './meter';
import type { CallState } from './state';
import type { CallKey, CallSay } from './texts';

export interface SheetActions {
  /** He asks to be called. Undefined where nobody calls back. */
  callback?: (number: string) => void;
}

const HEARD = 0.03;
const QUIET_MS = 6_000;
const SHOWN = ['primed', 'asking', 'checked', 'barred', 'elsewhere'] as const;

export class Sheet {
  readonly element: HTMLElement;
  private readonly title = h('h3', { tabindex: -1 });
  private readonly text = h('p', { class: 'intro' });
  private readonly bar = h('i');
  private readonly level: HTMLElement;
  private readonly quiet = h('p', { class: 'hint', hidden: true });
  private readonly preview = h('video', {
    class: 'preview',
    autoplay: true,
    playsinline: true,
    hidden: true,
  });
  private readonly microphones = h('select', { id: 'call-mic' });
  private readonly cameras = h('select', { id: 'call-camera' });
  private readonly microphoneField: HTMLElement;
  private readonly cameraField: HTMLElement;
  private readonly go: HTMLButtonElement;
  private readonly back: HTMLButtonElement;
  private readonly instead: HTMLButtonElement;
  private readonly form: HTMLFormElement;
  private readonly number = h('input', { id: 'call-number', type: 'tel', autocomplete: 'tel', dir: 'auto' });
  private readonly fault = h('p', { class: 'hint', role: 'alert', hidden: true });
  private readonly numberGo = h('button', { class: 'main-button', type: 'submit' });
  private phase = '';
  private stopMeter: (() => void) | null = null;
  private measured: MediaStream | null = null;
  private calling = false;
  private heardAt = 0;
  private joins = false;
  private say: CallSay = (key) => key;

  constructor(
    private readonly caller: Caller,
    private readonly actions: SheetActions,
  ) {
    this.level = h(
      'div',
      { class: 'level', role: 'meter', 'aria-valuemin': 0, 'aria-valuemax': 100 },
      this.bar,
    );
    this.microphoneField = field('call-mic', this.microphones);
    this.cameraField = field('call-camera', this.cameras);
    this.go = h('button', { class: 'main-button', type: 'button', onclick: () => this.forward() });
    this.back = h('button', { class: 'quiet-button', type: 'button', onclick: () => this.backward() });
    this.instead = h('button', { class: 'text-button', type: 'button', onclick: () => this.ask(true) });
    this.form = h(
      'form',
      { class: 'instead', novalidate: true, hidden: true },
      field('call-number', this.number),
      this.fault,
      this.numberGo,
    );
    this.form.addEventListener('submit', (event) => this.send(event));
    this.preview.muted = true;
    this.microphones.addEventListener('change', () => this.pick('audioinput', this.microphones.value));
    this.cameras.addEventListener('change', () => this.pick('videoinput', this.cameras.value));
    const buttons = h('div', { class: 'buttons' }, this.go, this.back);
    this.element = h(
      'div',
      { class: 'sheet call-sheet', role: 'group', hidden: true },
      h('div', {}, this.title, this.text),
      this.preview,
      this.level,
      this.quiet,
      this.microphoneField,
      this.cameraField,
      buttons,
      this.instead,
      this.form,
    );
  }

  update(state: CallState, say: CallSay, joins: boolean): void {
    this.say = say;
    this.joins = joins;
    const shown = (SHOWN as readonly string[]).includes(state.phase);
    show(this.element, shown);
    if (!shown || state.phase !== 'barred') this.calling = shown && this.calling;
    if (shown) this.draw(state, say, joins);
    this.measure(state.phase === 'checked');
    if (shown && this.phase !== state.phase) this.title.focus();
    if (state.phase === 'checked' && this.phase !== 'checked') void this.listDevices();
    this.phase = state.phase;
  }

  private draw(state: CallState, say: CallSay, joins: boolean): void {
    const { title, text, go } = words(state, joins);
    setText(this.title, say(title));
    setText(this.text, state.barrier === 'refused' && state.detail ? state.detail : text ? say(text) : '');
    setText(this.go, say(go));
    setText(this.back, say(state.phase === 'elsewhere' ? 'hang_up' : 'cancel'));
    show(this.go, state.phase !== 'asking' && !this.calling && state.barrier !== 'unsupported');
    this.drawCheck(state, say);
    this.drawInstead(state, say);
  }

  private drawCheck(state: CallState, say: CallSay): void {
    const checked = state.phase === 'checked';
    const { camera } = this.caller.phone;
    show(this.level, checked);
    setAttribute(this.level, 'aria-label', say('level'));
    show(this.microphoneField, checked && this.microphones.options.length > 1);
    show(this.cameraField, checked && state.camera && this.cameras.options.length > 1);
    setText(this.quiet, say('check_quiet'));
    show(this.quiet, checked && this.heardAt < 0);
    show(this.preview, checked && camera !== null);
    setAttribute(this.preview, 'aria-label', say('your_camera'));
    if (this.preview.srcObject !== camera) this.preview.srcObject = camera;
    label(this.microphoneField, say('mic'));
    label(this.cameraField, say('camera_device'));
  }

  private drawInstead(state: CallState, say: CallSay): void {
    const possible = this.actions.callback !== undefined && state.told.callback;
    const offered = possible && state.phase !== 'elsewhere';
    setText(this.instead, say('callback'));
    show(this.instead, offered && !this.calling);
    show(this.form, offered && this.calling);
    setText(this.numberGo, say('callback_go'));
    label(this.form.firstElementChild, say('callback_number'));
  }

  private forward(): void {
    const { phase } = this.caller.state;
    if (phase === 'checked') this.caller.order();
    else if (phase === 'elsewhere') this.caller.takeOver();
    else this.caller.go();
  }

  private backward(): void {
    if (this.calling) this.ask(false);
    else if (this.caller.state.phase === 'elsewhere') this.caller.hangUp();
    else this.caller.dismiss();
  }

  private ask(calling: boolean): void {
    this.calling = calling;
    show(this.fault, false);
    this.update(this.caller.state, this.say, this.joins);
    (calling ? this.number : this.instead).focus();
  }

  private send(event: SubmitEvent): void {
    event.preventDefault();
    const value = this.number.value.trim();
    setText(this.fault, this.say('callback_need'));
    show(this.fault, value === '');
    if (value === '') this.number.focus();
    else {
      this.actions.callback?.(value);
      this.calling = false;
      this.caller.dismiss();
    }
  }

  private measure(on: boolean): void {
    const stream = on ? this.caller.phone.microphone : null;
    if (stream === this.measured) return;
    this.stopMeter?.();
    this.measured = stream;
    this.stopMeter = null;
    this.heardAt = 0;
    if (!stream) return;
    const began = performance.now();
    this.stopMeter = meter(stream, (level) => {
      if (level > HEARD) this.heardAt = 1;
      else if (this.heardAt === 0 && performance.now() - began > QUIET_MS) this.heardAt = -1;
      this.bar.style.transform = `scaleX(${level.toFixed(2)})`;
      setAttribute(this.level, 'aria-valuenow', Math.round(level * 10) * 10);
      show(this.quiet, this.heardAt < 0);
    });
  }

  private async listDevices(): Promise<void> {
    const found = await navigator.mediaDevices.enumerateDevices();
    const { microphone, camera } = this.caller.phone;
    fill(
      this.microphones,
      found.filter(({ kind }) => kind === 'audioinput'),
      microphone,
    );
    fill(
      this.cameras,
      found.filter(({ kind }) => kind === 'videoinput'),
      camera,
    );
    this.update(this.caller.state, this.say, this.joins);
  }

  private pick(kind: 'audioinput' | 'videoinput', id: string): void {
    // What cannot be had leaves the one there was.
    void this.caller.phone.useDevice(kind, id).catch(() => this.listDevices());
  }
}

interface Words {
  title: CallKey;
  text: CallKey | null;
  go: CallKey;
}

function words({ phase, video, barrier }: CallState, joins: boolean): Words {
  if (phase === 'asking') return { title: 'primed_title', text: 'asking', go: 'allow' };
  if (phase === 'checked') return { title: 'check_title', text: 'check_mic', go: joins ? 'join' : 'start' };
  if (phase === 'elsewhere') return { title: 'elsewhere_title', text: 'elsewhere', go: 'take_over' };
  if (phase === 'barred' && barrier === 'refused') return { title: 'refused_title', text: null, go: 'retry' };
  if (phase === 'barred' && barrier !== '' && barrier !== 'refused')
    return { title: `${barrier}_title`, text: barrier, go: 'retry' };
  return { title: 'primed_title', text: video ? 'primed_video' : 'primed_text', go: 'allow' };
}

function field(id: string, input: HTMLElement): HTMLElement {
  return h('div', { class: 'field' }, h('label', { for: id }), input);
}

function label(element: Element | null, text: string): void {
  const found = element?.querySelector('label');
  if (found) setText(found, text);
}

function fill(select: HTMLSelectElement, devices: MediaDeviceInfo[], chosen: MediaStream | null): void {
  const id = chosen?.getTracks()[0]?.getSettings().deviceId;
  select.replaceChildren(
    ...devices.map((one, index) =>
      h('option', { value: one.deviceId, selected: one.deviceId === id }, one.label || String(index + 1)),
    ),
  );
}

/** A copy of the chat by e-mail: asked for below it, in one field. */
import { h, setAttribute, setText, show } from './dom';
import type { Say } from './say';
import type { State } from './session';

export interface CopyModel {
  /** There is something to copy, and a mailbox to send it from. */
  possible: boolean;
  copy: State['copy'];
  email: string;
  say: Say;
}

const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

export class Copy {
  readonly button: HTMLButtonElement;
  readonly form: HTMLFormElement;
  private readonly label = h('label', { for: 'copy-email' });
  private readonly input: HTMLInputElement;
  private readonly fault = h('p', { class: 'hint', id: 'copy-fault', role: 'alert', hidden: true });
  private readonly told = h('p', { class: 'told', role: 'status', hidden: true });
  private readonly go = h('button', { class: 'main-button', type: 'submit' });
  private readonly back: HTMLButtonElement;
  private asking = false;
  private unfilled = false;
  private sent = '';

  constructor(
    private readonly ask: (email: string) => void,
    private readonly changed: () => void,
  ) {
    this.button = h('button', { class: 'text-button', type: 'button', onclick: () => this.open(true) });
    this.back = h('button', { class: 'quiet-button', type: 'button', onclick: () => this.open(false) });
    this.input = h('input', {
      id: 'copy-email',
      type: 'email',
      autocomplete: 'email',
      dir: 'auto',
      'aria-describedby': 'copy-fault',
    });
    const field = h('div', { class: 'field' }, this.label, this.input, this.fault);
    const choices = h('div', { class: 'choices' }, this.go, this.back);
    this.form = h('form', { class: 'ways', novalidate: true, hidden: true }, field, this.told, choices);
    this.form.addEventListener('submit', (event) => this.send(event));
  }

  update({ possible, copy, email, say }: CopyModel): void {
    show(this.button, possible && !this.asking);
    if (!possible) this.asking = false;
    show(this.form, this.asking);
    this.sent = copy.sent;
    setText(this.button, say('transcript'));
    setText(this.label, say('transcript_intro'));
    setText(this.told, copy.sent ? say('transcript_sent', { email: copy.sent }) : '');
    show(this.told, copy.sent !== '');
    setText(this.go, say('transcript_send'));
    show(this.go, copy.sent === '');
    setAttribute(this.go, 'aria-disabled', copy.asked ? 'true' : null);
    setText(this.back, say(copy.sent ? 'close' : 'cancel'));
    if (this.asking && !this.input.value && email) this.input.value = email;
    const fault = this.unfilled ? say('need_email') : copy.problem;
    setText(this.fault, fault);
    show(this.fault, fault !== '');
    setAttribute(this.input, 'aria-invalid', fault ? 'true' : null);
  }

  private open(asking: boolean): void {
    this.asking = asking;
    this.unfilled = false;
    this.changed();
    (asking ? this.input : this.button).focus();
  }

  private send(event: SubmitEvent): void {
    event.preventDefault();
    if (this.sent || this.go.getAttribute('aria-disabled')) return;
    const value = this.input.value.trim();
    this.unfilled = !EMAIL.test(value);
    if (this.unfilled) {
      this.changed();
      this.input.focus();
    } else this.ask(value);
  }
}

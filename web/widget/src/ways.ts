/** What is offered beside a long wait: to be called, to be answered by e-mail, to read meanwhile. Each keeps the place. */
import { h, setAttribute, setText, show } from './dom';
import type { Way } from './protocol';
import type { Say } from './say';

export interface WaysModel {
  ways: readonly Way[];
  link: string;
  /** On its way to the server. */
  sending: boolean;
  /** Why the last choice could not be taken. */
  problem: string;
  email: string;
  say: Say;
}

type Asked = 'callback' | 'email';

export interface WaysActions {
  choose(way: Asked, value: string): void;
  link(): void;
  changed(): void;
}

const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

export class Ways {
  readonly element: HTMLElement;
  private readonly title = h('p', { id: 'atiende-ways' });
  private readonly buttons: Record<Asked, HTMLButtonElement>;
  private readonly help: HTMLAnchorElement;
  private readonly choices: HTMLElement;
  private readonly form: HTMLFormElement;
  private readonly label = h('label', { for: 'way-value' });
  private readonly input: HTMLInputElement;
  private readonly fault = h('p', { class: 'hint', id: 'way-fault', role: 'alert', hidden: true });
  private readonly go = h('button', { class: 'main-button', type: 'submit' });
  private readonly back: HTMLButtonElement;
  private asked: Asked | null = null;
  private unfilled = false;
  /** What the server refused is told until another way is looked at. */
  private tried = false;
  private sending = false;

  constructor(private readonly actions: WaysActions) {
    const button = (way: Asked): HTMLButtonElement =>
      h('button', { class: 'quiet-button', type: 'button', onclick: () => this.ask(way) });
    this.buttons = { callback: button('callback'), email: button('email') };
    this.help = h('a', {
      class: 'quiet-button',
      target: '_blank',
      rel: 'noopener noreferrer',
      onclick: () => actions.link(),
    });
    this.choices = h('div', { class: 'choices' }, this.buttons.callback, this.buttons.email, this.help);
    this.input = h('input', { id: 'way-value', dir: 'auto', 'aria-describedby': 'way-fault' });
    this.back = h('button', { class: 'quiet-button', type: 'button', onclick: () => this.ask(null) });
    const buttons = h('div', { class: 'choices' }, this.go, this.back);
    const field = h('div', { class: 'field' }, this.label, this.input, this.fault);
    this.form = h('form', { novalidate: true, hidden: true }, field, buttons);
    this.form.addEventListener('submit', (event) => this.send(event));
    this.element = h(
      'div',
      { class: 'ways', role: 'group', 'aria-labelledby': 'atiende-ways', hidden: true },
      this.title,
      this.choices,
      this.form,
    );
  }

  update(model: WaysModel): void {
    const { ways, say } = model;
    const shown = ways.length > 0;
    if (!shown && this.asked) this.ask(null);
    show(this.element, shown);
    if (!shown) return;
    this.sending = model.sending;
    setText(this.title, say('ways_title'));
    for (const way of ['callback', 'email'] as const) {
      setText(this.buttons[way], say(`way_${way}`));
      show(this.buttons[way], ways.includes(way));
    }
    setText(this.help, say('way_link'));
    const safe = /^https?:\/\//i.test(model.link);
    if (safe) setAttribute(this.help, 'href', model.link);
    show(this.help, ways.includes('link') && safe);
    this.updateForm(model);
  }

  private updateForm({ problem, email, say }: WaysModel): void {
    const mail = this.asked === 'email';
    setText(this.label, say(mail ? 'form_email' : 'way_number'));
    setAttribute(this.input, 'type', mail ? 'email' : 'tel');
    setAttribute(this.input, 'autocomplete', mail ? 'email' : 'tel');
    if (mail && !this.input.value && email) this.input.value = email;
    this.showFault(this.unfilled ? say(mail ? 'need_email' : 'need_number') : this.tried ? problem : '');
    setText(this.go, say(mail ? 'way_mail' : 'way_call'));
    setAttribute(this.go, 'aria-disabled', this.sending ? 'true' : null);
    setText(this.back, say('way_back'));
  }

  private showFault(fault: string): void {
    setText(this.fault, fault);
    show(this.fault, fault !== '');
    setAttribute(this.input, 'aria-invalid', fault ? 'true' : null);
  }

  private ask(way: Asked | null): void {
    const before = this.asked;
    this.asked = way;
    this.unfilled = false;
    this.tried = false;
    this.input.value = '';
    show(this.choices, way === null);
    show(this.form, way !== null);
    this.actions.changed();
    if (way) this.input.focus();
    else if (before) this.buttons[before].focus();
  }

  private send(event: SubmitEvent): void {
    event.preventDefault();
    if (!this.asked || this.sending) return;
    const value = this.input.value.trim();
    this.unfilled = this.asked === 'email' ? !EMAIL.test(value) : value === '';
    this.tried = !this.unfilled;
    if (this.tried) this.actions.choose(this.asked, value);
    else this.actions.changed();
    if (this.unfilled) this.input.focus();
  }
}

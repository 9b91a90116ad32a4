/** The two forms: a message out of hours, and who is writing where the endpoint wants to know before the chat. */
import { h, icon, setAttribute, setText, show } from './dom';
import type { Say } from './say';

export interface Who {
  name: string;
  email: string;
}

type FieldName = 'name' | 'email' | 'text';

const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

class Field {
  readonly element: HTMLElement;
  readonly input: HTMLInputElement | HTMLTextAreaElement;
  private readonly label: HTMLLabelElement;
  private readonly faultText = h('span');
  private readonly fault: HTMLElement;
  private faulty = false;

  constructor(
    readonly name: FieldName,
    readonly required: boolean,
    prefix: string,
  ) {
    const id = `${prefix}-${name}`;
    const common = { id, dir: 'auto', 'aria-describedby': `${id}-fault`, 'aria-required': String(required) };
    if (name === 'text') this.input = h('textarea', { ...common, rows: 4 });
    else {
      const type = name === 'email' ? 'email' : 'text';
      this.input = h('input', { ...common, type, autocomplete: name, inputmode: type });
    }
    this.label = h('label', { for: id });
    this.fault = h(
      'span',
      { class: 'fault', id: `${id}-fault`, hidden: true },
      icon('alert'),
      this.faultText,
    );
    this.element = h('div', { class: 'field' }, this.label, this.input, this.fault);
    this.input.addEventListener('input', () => {
      if (this.faulty) this.check();
    });
  }

  get value(): string {
    return this.input.value.trim();
  }

  update(say: Say): void {
    const text = say(`form_${this.name}`);
    this.label.replaceChildren(text, this.required ? '' : h('small', {}, ` (${say('optional')})`));
    setText(this.faultText, say(`need_${this.name}`));
  }

  check(): boolean {
    const fits = this.name === 'email' ? EMAIL.test(this.value) : this.value !== '';
    this.faulty = this.required ? !fits : this.value !== '' && !fits;
    setAttribute(this.input, 'aria-invalid', this.faulty ? 'true' : null);
    show(this.fault, this.faulty);
    return !this.faulty;
  }
}

export interface FormTexts {
  title: string;
  intro: string;
  button: string;
}

/** A titled form. Faults are shown beside their fields, and the first of them gets the focus. */
export class ContactForm {
  readonly element: HTMLFormElement;
  private readonly title = h('h3');
  private readonly intro = h('p', { class: 'intro' });
  private readonly button = h('button', { class: 'main-button', type: 'submit' });
  private readonly fields: Field[];

  constructor(
    prefix: string,
    fields: readonly (readonly [FieldName, boolean])[],
    private readonly submit: (values: Record<FieldName, string>) => void,
  ) {
    this.fields = fields.map(([name, required]) => new Field(name, required, prefix));
    this.element = h('form', {
      class: 'sheet',
      novalidate: true,
      onsubmit: (event: SubmitEvent) => {
        event.preventDefault();
        this.send();
      },
    });
    this.element.append(
      h('div', {}, this.title, this.intro),
      ...this.fields.map((field) => field.element),
      this.button,
    );
  }

  update(texts: FormTexts, say: Say): void {
    setText(this.title, texts.title);
    setText(this.intro, texts.intro);
    setText(this.button, texts.button);
    for (const field of this.fields) field.update(say);
  }

  /** Fills what is known already: nobody is asked twice (WCAG 3.3.7). */
  fill(values: Partial<Record<FieldName, string>>): void {
    for (const field of this.fields) {
      const value = values[field.name];
      if (value && !field.input.value) field.input.value = value;
    }
  }

  clear(name: FieldName): void {
    for (const field of this.fields) if (field.name === name) field.input.value = '';
  }

  focus(): void {
    const empty = this.fields.find((field) => field.value === '') ?? this.fields[0];
    empty?.input.focus();
  }

  private send(): void {
    const faulty = this.fields.filter((field) => !field.check());
    if (faulty[0]) {
      faulty[0].input.focus();
      return;
    }
    const values: Record<FieldName, string> = { name: '', email: '', text: '' };
    for (const field of this.fields) values[field.name] = field.value;
    this.submit(values);
  }
}

/** What follows the form: on its way, refused, or received. */
export class FormAnswer {
  readonly element: HTMLElement;
  private readonly title = h('h3', { tabindex: -1 });
  private readonly text = h('p', { class: 'intro' });
  private readonly tick = h('div', { class: 'tick' });
  private readonly again: HTMLButtonElement;

  constructor(another: () => void) {
    this.again = h('button', { class: 'quiet-button', type: 'button', onclick: another });
    this.element = h(
      'div',
      { class: 'sheet' },
      h('div', { class: 'done' }, this.tick, this.title, this.text, this.again),
    );
  }

  update(state: 'sending' | 'refused' | 'done', reason: string, email: string, say: Say): void {
    this.tick.replaceChildren(icon(state === 'done' ? 'check' : state === 'refused' ? 'alert' : 'send'));
    if (state === 'done') {
      setText(this.title, say('form_sent_title'));
      setText(this.text, say('form_sent', { email }));
      setText(this.again, say('form_another'));
    } else if (state === 'refused') {
      setText(this.title, say('not_sent_plain'));
      setText(this.text, reason);
      setText(this.again, say('retry'));
    } else {
      setText(this.title, say('form_sending'));
      setText(this.text, reason);
    }
    show(this.again, state !== 'sending');
  }
}

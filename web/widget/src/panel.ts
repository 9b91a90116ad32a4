/** The chat's window: heading, strips that tell how things are, what fills it, keyboard and focus. */
import { h, icon, setAttribute, setText, show } from './dom';
import type { Language, Say } from './say';

/** As in the styles: there the chat covers the page, so it is modal and keeps the focus. */
const COVERS_PAGE = '(max-width:480px),(max-height:420px)';
const FOCUSABLE = 'button,a[href],input:not([type=file]),textarea,[tabindex="0"]';

export interface PanelModel {
  say: Say;
  language: Language;
  name: string;
  online: boolean;
  /** Under the name: who is there. */
  status: string;
  trouble: string;
  refusal: string;
  queue: string;
  /** A machine serves him: it says so, and a person is one press away. */
  machine: boolean;
  notice: string;
  /** What the centre tells everybody now. */
  outage: string;
  canEnd: boolean;
  canCopy: boolean;
  /** Visitors may call from here; with their camera too. */
  calls: 'none' | 'sound' | 'pictures';
}

export interface PanelActions {
  close(): void;
  switchLanguage(): void;
  end(): void;
  person(label: string): void;
  files(files: File[]): void;
  call(video: boolean): void;
  nearCall(): void;
}

export class Panel {
  readonly element: HTMLElement;
  readonly body = h('div', { class: 'main' });
  private readonly title = h('h2', { id: 'atiende-title' });
  private readonly face = h('div', { class: 'face', 'aria-hidden': 'true' });
  private readonly dot = h('span', { class: 'dot' });
  private readonly status = h('span');
  private readonly languageButton: HTMLButtonElement;
  private readonly closeButton: HTMLButtonElement;
  readonly callButton: HTMLButtonElement;
  private readonly videoButton: HTMLButtonElement;
  private readonly trouble = strip('bar trouble');
  private readonly refusal = strip('bar refusal');
  private readonly queue = strip('bar');
  private readonly notice = strip('bar trouble');
  private readonly outage = strip('bar trouble');
  private readonly machine = strip('bar');
  private readonly person: HTMLButtonElement;
  readonly foot = h('div', { class: 'foot', hidden: true });
  private readonly endButton: HTMLButtonElement;
  private readonly ask: HTMLElement;
  private readonly askText = h('p');
  private readonly askYes: HTMLButtonElement;
  private readonly askNo: HTMLButtonElement;
  private readonly drop = h('div', { class: 'drop', hidden: true, 'aria-hidden': 'true' });
  private readonly covers = window.matchMedia(COVERS_PAGE);
  private asking = false;
  private dragDepth = 0;

  constructor(private readonly actions: PanelActions) {
    this.languageButton = h('button', { type: 'button', onclick: () => actions.switchLanguage() });
    this.closeButton = h('button', { type: 'button', onclick: () => actions.close() }, icon('down'));
    this.callButton = this.makeCallButton(false);
    this.videoButton = this.makeCallButton(true);
    this.endButton = h('button', { class: 'text-button', type: 'button', onclick: () => this.askEnd(true) });
    const wish = (): void => actions.person(this.person.textContent ?? '');
    this.person = h('button', { class: 'text-button', type: 'button', onclick: wish });
    this.machine.append(this.person);
    this.askYes = h('button', { class: 'main-button', type: 'button', onclick: () => this.confirmEnd() });
    this.askNo = h('button', { class: 'quiet-button', type: 'button', onclick: () => this.askEnd(false) });
    this.ask = h('div', { class: 'ask', role: 'group', hidden: true }, this.askText, this.askYes, this.askNo);
    this.foot.append(this.endButton);
    this.element = this.build();
    this.listen();
  }

  update(model: PanelModel): void {
    const { say, language } = model;
    setAttribute(this.element, 'lang', language);
    setText(this.title, model.name);
    setAttribute(this.element, 'aria-label', say('dialog', { name: model.name }));
    setText(this.face, Array.from(model.name.trim())[0]?.toUpperCase() ?? '');
    setText(this.status, model.status);
    setAttribute(this.dot, 'class', model.online ? 'dot on' : 'dot');
    this.headButtons(say, language);
    label(this.callButton, say('call'));
    label(this.videoButton, say('video_call'));
    show(this.callButton, model.calls !== 'none');
    show(this.videoButton, model.calls === 'pictures');
    fillStrip(this.trouble, model.trouble);
    fillStrip(this.refusal, model.refusal);
    fillStrip(this.queue, model.queue);
    fillStrip(this.notice, model.notice);
    fillStrip(this.outage, model.outage);
    fillStrip(this.machine, model.machine ? say('assistant_line') : '');
    setText(this.person, say('person'));
    show(this.foot, model.canEnd || model.canCopy);
    show(this.endButton, model.canEnd);
    setText(this.endButton, say('end'));
    setText(this.askText, say('end_question'));
    setText(this.askYes, say('end_yes'));
    setText(this.askNo, say('end_no'));
    setText(this.drop, say('drop'));
    if (this.asking && !model.canEnd) this.askEnd(false);
  }

  /** Small screens: the chat is a modal dialog. */
  get modal(): boolean {
    return this.covers.matches;
  }

  setOpen(open: boolean): void {
    show(this.element, open);
    this.fit();
  }

  focusHead(): void {
    this.closeButton.focus();
  }

  private headButtons(say: Say, language: Language): void {
    const other = language === 'es' ? 'en' : 'es';
    setText(this.languageButton, other.toUpperCase());
    // The visible "EN" is in the name, which is spoken in the language it offers.
    setAttribute(this.languageButton, 'aria-label', `${other.toUpperCase()}, ${say('switch_language')}`);
    setAttribute(this.languageButton, 'title', say('switch_language'));
    setAttribute(this.languageButton, 'lang', other);
    label(this.closeButton, say('minimise'));
  }

  private makeCallButton(video: boolean): HTMLButtonElement {
    const { actions } = this;
    const events = { onclick: () => actions.call(video), onpointerenter: () => actions.nearCall() };
    return h('button', { type: 'button', hidden: true, ...events }, icon(video ? 'camera' : 'phone'));
  }

  private build(): HTMLElement {
    const who = h('div', { class: 'who' }, this.title, h('p', {}, this.dot, this.status));
    const head = h(
      'div',
      { class: 'head' },
      this.face,
      who,
      this.callButton,
      this.videoButton,
      this.languageButton,
      this.closeButton,
    );
    const props = { class: 'panel', role: 'dialog', hidden: true, tabindex: -1 };
    const strips = [this.outage, this.trouble, this.refusal, this.notice, this.machine, this.queue];
    return h('section', props, head, ...strips, this.body, this.ask, this.drop);
  }

  private listen(): void {
    const { element } = this;
    element.addEventListener('keydown', (event) => this.key(event));
    // The host page's single-key shortcuts must not fire while somebody writes here.
    for (const name of ['keydown', 'keyup', 'keypress'] as const) {
      element.addEventListener(name, (event) => event.stopPropagation());
    }
    const files = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false;
    element.addEventListener('dragenter', (event) => files(event) && this.drag(1));
    element.addEventListener('dragleave', (event) => files(event) && this.drag(-1));
    element.addEventListener('dragover', (event) => files(event) && event.preventDefault());
    element.addEventListener('drop', (event) => {
      if (!files(event)) return;
      event.preventDefault();
      this.drag(-this.dragDepth);
      this.actions.files(Array.from(event.dataTransfer?.files ?? []));
    });
    this.covers.addEventListener?.('change', () => this.fit());
    window.visualViewport?.addEventListener('resize', () => this.fit());
  }

  private drag(step: number): void {
    this.dragDepth += step;
    show(this.drop, this.dragDepth > 0);
  }

  /** With the keyboard up, a phone shows less than the window is high. */
  private fit(): void {
    setAttribute(this.element, 'aria-modal', this.modal ? 'true' : null);
    const visible = window.visualViewport;
    if (visible) this.element.style.setProperty('--visible', `${Math.round(visible.height)}px`);
  }

  private key(event: KeyboardEvent): void {
    if (event.key === 'Escape') {
      event.preventDefault();
      if (this.asking) this.askEnd(false);
      else this.actions.close();
    }
    if (event.key === 'Tab' && this.modal) this.keepInside(event);
  }

  private keepInside(event: KeyboardEvent): void {
    const inside = Array.from(this.element.querySelectorAll<HTMLElement>(FOCUSABLE)).filter(
      (one) => one.getClientRects().length > 0,
    );
    const [first, last] = [inside[0], inside[inside.length - 1]];
    const active = (this.element.getRootNode() as ShadowRoot).activeElement;
    const leaving = event.shiftKey ? active === first || active === this.element : active === last;
    if (!leaving) return;
    event.preventDefault();
    (event.shiftKey ? last : first)?.focus();
  }

  private askEnd(asking: boolean): void {
    this.asking = asking;
    show(this.ask, asking);
    if (asking) this.askNo.focus();
    else if (!this.endButton.hidden) this.endButton.focus();
  }

  private confirmEnd(): void {
    this.askEnd(false);
    this.actions.end();
  }
}

function label(button: HTMLElement, text: string): void {
  setAttribute(button, 'aria-label', text);
  setAttribute(button, 'title', text);
}

function strip(name: string): HTMLElement {
  return h('div', { class: name, hidden: true }, h('span'));
}

function fillStrip(element: HTMLElement, text: string): void {
  const span = element.firstElementChild;
  if (span) setText(span, text);
  show(element, text !== '');
}

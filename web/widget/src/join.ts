/** `/join/…`: a page of ours with nothing on it but a call, for whoever got the link. No chat, no history. */
import { Announcer } from './announcer';
import { Caller } from './call/caller';
import type { CallHeard, CallSaid } from './call/frames';
import { CallScreen } from './call/screen';
import { CALL_CSS } from './call/styles';
import { type CallSay, callSpeaker } from './call/texts';
import { palette } from './colour';
import { addStyles, h, setAttribute, setText, show } from './dom';
import { JOIN_CSS } from './join_styles';
import { type Language, chooseLanguage } from './say';
import { browserStorage, makeShelf } from './shelf';
import { CSS } from './styles';
import { type Socket, browser } from './system';

type Welcome = { op: 'welcome'; brand: string; color: string; host: string; video: boolean };
type Heard = CallHeard | Welcome | { op: 'inside'; token: string } | { op: 'gone' } | { op: 'pong' };

const PING_MS = 20_000;
const FIRST_MS = 500;
const LONGEST_MS = 15_000;
const GONE = (code: number): boolean => code === 4404 || code === 4403;
const TOKEN = 'token';
const NAME = 'name';

class Join {
  private readonly page = makeShelf(
    browserStorage('sessionStorage'),
    `atiende:join:${location.pathname.slice(-12)}:`,
  );
  private readonly announcer = new Announcer(browser);
  private readonly caller: Caller;
  private readonly screen: CallScreen;
  private readonly title = h('h1');
  private readonly brand = h('p', { class: 'brand' });
  private readonly intro = h('p', { class: 'intro' });
  private readonly language_: HTMLButtonElement;
  private readonly label = h('label', { for: 'join-name' });
  private readonly why = h('small');
  private readonly name = h('input', {
    id: 'join-name',
    autocomplete: 'name',
    maxlength: 80,
    'aria-describedby': 'join-fault',
  });
  private readonly fault = h('p', { class: 'hint', id: 'join-fault', role: 'alert', hidden: true });
  private readonly recorded = h('p', { class: 'intro' });
  private readonly sound = h('button', { class: 'main-button', type: 'submit' });
  private readonly pictures: HTMLButtonElement;
  private readonly form: HTMLFormElement;
  private readonly gonePart: HTMLElement;
  private language: Language = chooseLanguage([...navigator.languages]);
  private welcome: Welcome | null = null;
  private gone = false;
  private socket: Socket | null = null;
  private failures = 0;

  constructor(root: ShadowRoot) {
    this.caller = new Caller({
      system: browser,
      page: this.page,
      say: (frame) => this.say(frame),
      who: () => ({ name: this.name.value.trim() }),
      changed: () => this.draw(),
    });
    this.language_ = h('button', {
      class: 'text-button',
      type: 'button',
      onclick: () => this.switchLanguage(),
    });
    this.pictures = h('button', { class: 'quiet-button', type: 'button', onclick: () => this.enter(true) });
    const field = h('div', { class: 'field' }, this.label, this.name, this.why, this.fault);
    this.form = h(
      'form',
      { novalidate: true },
      field,
      this.recorded,
      h('div', { class: 'buttons' }, this.sound, this.pictures),
    );
    this.form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.enter(false);
    });
    this.gonePart = h('div', { role: 'alert' });
    this.screen = new CallScreen({
      caller: this.caller,
      announce: (text) => this.announcer.say(text),
      actions: {},
      leave: () => this.name.focus(),
      joins: true,
      now: () => browser.now(),
    });
    this.name.value = this.page.get(NAME) ?? '';
    root.append(this.build());
  }

  start(): void {
    this.connect();
    browser.after(PING_MS, () => this.ping());
    this.draw();
  }

  private build(): HTMLElement {
    const head = h('header', {}, this.brand, this.language_);
    const card = h(
      'div',
      { class: 'card' },
      this.title,
      this.intro,
      this.gonePart,
      this.form,
      this.screen.sheet.element,
    );
    return h(
      'div',
      { class: 'panel page' },
      head,
      h('main', {}, this.screen.element, card),
      this.announcer.element,
    );
  }

  private get words(): CallSay {
    return callSpeaker(this.language);
  }

  private draw(): void {
    const say = this.words;
    document.documentElement.lang = this.language;
    document.title = say('join_title');
    setText(this.brand, this.welcome?.brand ?? '');
    setText(this.language_, say('switch_language'));
    setAttribute(this.language_, 'lang', this.language === 'es' ? 'en' : 'es');
    setText(this.title, say(this.gone ? 'join_gone_title' : 'join_title'));
    setText(this.intro, this.introduction(say));
    setText(this.gonePart, this.gone ? say('join_gone') : '');
    this.drawForm(say);
    this.screen.update(say);
  }

  private introduction(say: CallSay): string {
    if (this.gone) return '';
    const name = this.welcome?.host || this.welcome?.brand;
    return name ? say('join_intro', { name }) : say('join_connecting');
  }

  private drawForm(say: CallSay): void {
    const { phase } = this.caller.state;
    setText(this.label, say('join_name'));
    setText(this.why, say('join_name_why'));
    setText(this.recorded, say('join_recorded'));
    setText(this.sound, say('join'));
    setText(this.pictures, say('join_video'));
    show(this.pictures, this.welcome?.video === true);
    show(this.form, phase === 'idle' && !this.gone && this.welcome !== null);
    const inside = phase === 'live' || phase === 'ordered' || phase === 'over';
    show(this.title.parentElement as HTMLElement, !inside || this.gone);
  }

  private enter(video: boolean): void {
    const name = this.name.value.trim();
    setText(this.fault, this.words('join_need_name'));
    show(this.fault, name === '');
    setAttribute(this.name, 'aria-invalid', name === '' ? 'true' : null);
    if (name === '') return this.name.focus();
    this.page.set(NAME, name);
    void this.caller.wish(video);
  }

  private switchLanguage(): void {
    this.language = this.language === 'es' ? 'en' : 'es';
    this.draw();
  }

  private connect(): void {
    const url = location.href.replace(/^http/, 'ws').split(/[?#]/)[0] ?? '';
    const socket = browser.connect(url);
    this.socket = socket;
    socket.onopen = () => {
      this.post({ op: 'hello', language: this.language, token: this.page.get(TOKEN) });
    };
    socket.onmessage = ({ data }) => this.hear(JSON.parse(String(data)) as Heard);
    socket.onclose = ({ code }) => this.lost(socket, code);
    socket.onerror = () => this.lost(socket, 1006);
  }

  private lost(socket: Socket, code: number): void {
    if (socket !== this.socket) return;
    this.socket = null;
    this.caller.linked(false);
    if (GONE(code)) return this.end();
    const wait = Math.min(FIRST_MS * 2 ** this.failures, LONGEST_MS);
    this.failures += 1;
    browser.after(wait / 2 + (browser.chance() * wait) / 2, () => !this.gone && this.connect());
  }

  private hear(frame: Heard): void {
    switch (frame.op) {
      case 'welcome':
        this.failures = 0;
        this.welcome = frame;
        this.colour(frame.color);
        this.caller.linked(true);
        return this.draw();
      case 'inside':
        return this.page.set(TOKEN, frame.token);
      case 'gone':
        return this.end();
      case 'pong':
        return;
      default:
        return this.caller.hear(frame);
    }
  }

  private end(): void {
    this.gone = true;
    this.caller.phone.letGo();
    this.draw();
  }

  private colour(color: string): void {
    const host = (this.title.getRootNode() as ShadowRoot).host as HTMLElement;
    for (const [name, value] of Object.entries(palette(color || '#1f6f78')))
      host.style.setProperty(name, value);
  }

  private ping(): void {
    this.post({ op: 'ping' });
    browser.after(PING_MS, () => this.ping());
  }

  private say(frame: CallSaid): void {
    this.post(frame);
  }

  private post(frame: object): void {
    try {
      this.socket?.send(JSON.stringify(frame));
    } catch {
      // It is closing: everything is told anew by the next one.
    }
  }
}

const host = document.querySelector<HTMLElement>('#join');
if (host) {
  const root = host.attachShadow({ mode: 'open' });
  for (const [name, value] of Object.entries(palette('#1f6f78'))) host.style.setProperty(name, value);
  addStyles(root, CSS + CALL_CSS + JOIN_CSS, '');
  new Join(root).start();
}

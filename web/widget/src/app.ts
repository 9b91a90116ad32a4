/** `widget/app.js`: puts the chat together when the loader wants it. */
import type { Base, Chat } from './loader_api';
import { Calls, LEG } from './calls';
import { addStyles } from './dom';
import { Link } from './link';
import type { FileRef, Identity } from './protocol';
import { type Language, speaker } from './say';
import { type Shelf, browserStorage, makeShelf, shelfPrefix } from './shelf';
import { isLive } from './session';
import { CSS } from './styles';
import { browser } from './system';
import { browserTabs } from './tabs';
import { unread } from './timeline';
import { Uploads } from './upload';
import type { Who } from './forms';
import { View } from './view';
import type { ViewActions } from './view_setup';

const TYPING_EVERY_MS = 3_000;
const TYPING_PAUSE_MS = 6_000;
/** A connection nobody needs is given up: closed panel, no chat going on. */
const IDLE_MS = 60_000;
const RENEW_BEFORE_MS = 60_000;

class App implements Chat {
  private readonly shelf: Shelf;
  private readonly page: Shelf;
  private readonly link: Link;
  private readonly uploads: Uploads;
  private readonly view: View;
  private readonly calls: Calls;
  private open_ = false;
  private language: Language;
  private typedAt = 0;
  private stopTyping: (() => void) | null = null;
  private stopIdle: (() => void) | null = null;
  private seenSent = '';
  private stopRenewal: (() => void) | null = null;
  private drawing = false;

  constructor(private readonly base: Base) {
    const prefix = shelfPrefix(base.endpoint);
    this.shelf = makeShelf(browserStorage('localStorage'), prefix);
    this.page = makeShelf(browserStorage('sessionStorage'), prefix);
    this.language = base.language;
    this.link = this.makeLink(prefix);
    this.uploads = new Uploads({
      system: browser,
      url: `${base.base}widget/files?endpoint=${encodeURIComponent(base.endpoint)}`,
      token: () => (this.link.state.link === 'ready' ? this.link.state.token : null),
      changed: () => this.draw(),
    });
    this.view = this.makeView();
    addStyles(base.launcher.root, CSS, base.nonce);
    base.launcher.root.prepend(this.view.panel.element);
    this.view.composer.setDraft(this.page.get('draft') ?? '');
    this.link.state = { ...this.link.state, online: base.config.online };
    this.calls = this.makeCalls();
    this.link.heard = (frame) => this.calls.hear(frame);
    this.link.watch(() => this.draw());
    this.listen();
    this.resume();
  }

  toggle(): void {
    if (this.open_) this.close();
    else this.open();
  }

  open(): void {
    this.show();
    this.view.focus();
  }

  close(): void {
    if (!this.open_) return;
    this.open_ = false;
    this.page.remove('open');
    this.typing(false);
    this.view.leaveAnswer();
    this.view.panel.setOpen(false);
    this.base.launcher.update({ open: false });
    this.base.launcher.button.focus();
    this.rest();
    this.draw();
  }

  identify(identity: Identity | null): void {
    this.link.identify(identity);
  }

  setLanguage(language: Language): void {
    this.language = language;
    this.base.launcher.update({ language });
    this.draw();
  }

  private show(): void {
    this.open_ = true;
    this.page.set('open', '1');
    this.stopIdle?.();
    this.base.launcher.update({ open: true });
    this.view.panel.setOpen(true);
    this.link.start();
    this.draw();
    this.view.list.toEnd();
  }

  /** A chat goes on over the pages of the site: it comes back as it was, and never takes the focus. */
  private resume(): void {
    if (this.page.get('open') && !this.view.panel.modal) this.show();
    else if (this.shelf.get('live') || this.page.get(LEG)) this.link.start();
    this.draw();
  }

  private rest(): void {
    this.stopIdle?.();
    this.stopIdle = browser.after(IDLE_MS, () => {
      const { state, outbox } = this.link;
      const needed = isLive(state) || state.ending || outbox.head() !== null;
      if (!this.open_ && !needed && !this.calls.on) this.link.stop();
    });
  }

  private makeLink(prefix: string): Link {
    const { base, endpoint, identity } = this.base;
    const link = new Link({
      system: browser,
      shelf: this.shelf,
      tabs: browserTabs(prefix),
      url: `${base.replace(/^http/, 'ws')}widget`,
      endpoint,
      language: () => this.language,
      // Without the query: it may carry what is nobody's business.
      page: () => location.origin + location.pathname,
    });
    link.identity = identity;
    return link;
  }

  private makeView(): View {
    const { link, uploads, base } = this;
    return new View({
      base: base.base,
      endpoint: base.endpoint,
      config: base.config,
      link,
      uploads,
      system: browser,
      lasting: this.shelf.lasting,
      calling: () => this.calls?.on ?? false,
      actions: this.actions(),
    });
  }

  private actions(): ViewActions {
    const { link, uploads } = this;
    return {
      close: () => this.close(),
      switchLanguage: () => this.switchLanguage(),
      send: (text) => void link.send({ text, files: uploads.take(), ...this.introduction() }),
      choose: (choice) => {
        link.send({ text: choice.label, files: [], choice: choice.id, ...this.introduction() });
        // What was pressed can be pressed no more: focus would be lost with it.
        this.view.focus();
      },
      sendForm: (who, text) => {
        this.introduce(who);
        link.sendForm({ text, files: [], name: who.name, email: who.email });
      },
      introduce: (who) => {
        this.introduce(who);
        this.draw();
        this.view.focus();
      },
      call: (video) => this.calls.wish(video),
      nearCall: () => this.calls.near(),
      retryForm: () => {
        for (const entry of link.outbox.entries()) if (entry.kind === 'form') link.retry(entry.client_id);
      },
      typing: (on) => this.typing(on),
      keepDraft: (text) => (text ? this.page.set('draft', text) : this.page.remove('draft')),
      read: () => this.draw(),
      fileUrl: (file) => this.fileUrl(file),
      who: () => this.who(),
    };
  }

  private makeCalls(): Calls {
    const { link, view } = this;
    return new Calls(this.base.base, {
      root: this.base.launcher.root,
      nonce: this.base.nonce,
      system: browser,
      page: this.page,
      place: (call, invite, sheet) => view.place(call, invite, sheet),
      say: (frame) => link.signal(frame),
      who: () => this.introduction(),
      announce: (text) => view.announcer.say(text),
      callback: (number) => this.askCall(number),
      leave: () => view.focus(),
      language: () => this.language,
      drawn: () => {
        // Somebody who is asked to talk sees it, whatever page he is on.
        if (this.calls.on && !this.open_ && !this.view.panel.modal) this.show();
        this.draw();
      },
    });
  }

  private askCall(number: string): void {
    const text = speaker(this.language)('call_me', { number });
    this.link.signal({ op: 'call_me', client_id: browser.newId(), number, text, ...this.introduction() });
  }

  private listen(): void {
    const wake = (): void => {
      if (document.visibilityState !== 'visible') return;
      this.link.wake();
      this.draw();
    };
    window.addEventListener('online', wake);
    window.addEventListener('offline', () => this.link.wake());
    window.addEventListener('pageshow', wake);
    document.addEventListener('visibilitychange', wake);
    window.addEventListener('pagehide', () => this.link.leave());
  }

  private switchLanguage(): void {
    this.setLanguage(this.language === 'es' ? 'en' : 'es');
    this.shelf.set('language', this.language);
  }

  private draw(): void {
    // Drawing may itself change things (a file starts to go up): that is drawn by the same round.
    if (this.drawing) return;
    this.drawing = true;
    try {
      if (this.link.state.link === 'ready' && this.uploads.list.some((upload) => upload.state === 'waiting'))
        this.uploads.go();
      this.calls.linked(this.link.state.link === 'ready');
      this.calls.update();
      this.view.update(this.language);
      this.markSeen();
      this.renewLinks();
      const news = unread(this.link.state.lines, this.shelf.get('seen'));
      this.base.launcher.update({ unread: this.open_ ? 0 : news.length });
    } finally {
      this.drawing = false;
    }
  }

  /** Seen is what stands at the end of an open list in a visible page. */
  private markSeen(): void {
    const { lines, link } = this.link.state;
    const last = lines[lines.length - 1];
    if (!last || !this.open_ || document.visibilityState !== 'visible' || !this.view.list.atEnd) return;
    if (this.shelf.get('seen') !== last.id) this.shelf.set('seen', last.id);
    const agents = lines.filter((line) => line.from === 'agent').pop();
    if (!agents || agents.id === this.seenSent || link !== 'ready') return;
    this.seenSent = agents.id;
    this.link.seen(agents.position);
  }

  /** "Is writing" at most every few seconds, "not any more" after a pause. */
  private typing(on: boolean): void {
    this.stopTyping?.();
    this.stopTyping = null;
    if (!on) {
      if (this.typedAt > 0) this.link.signal({ op: 'typing', on: false });
      this.typedAt = 0;
      return;
    }
    if (browser.now() - this.typedAt >= TYPING_EVERY_MS) {
      this.typedAt = browser.now();
      this.link.signal({ op: 'typing', on: true });
    }
    this.stopTyping = browser.after(TYPING_PAUSE_MS, () => this.typing(false));
  }

  private who(): Who | null {
    try {
      return JSON.parse(this.shelf.get('who') ?? 'null') as Who | null;
    } catch {
      return null;
    }
  }

  private introduce(who: Who): void {
    this.shelf.set('who', JSON.stringify({ name: who.name, email: who.email }));
  }

  private introduction(): Partial<Who> {
    const who = this.who();
    return who ? { ...(who.name && { name: who.name }), ...(who.email && { email: who.email }) } : {};
  }

  /** Links to files carry their end (`exp`, ms): new ones are fetched before somebody presses a dead one. */
  private renewLinks(): void {
    const ends = this.link.state.lines.flatMap((line) => line.files.map((file) => expiry(file.url)));
    const first = Math.min(...ends);
    if (!this.open_ || first === Infinity) return;
    this.stopRenewal?.();
    this.stopRenewal = browser.after(
      Math.max(first - browser.now() - RENEW_BEFORE_MS, RENEW_BEFORE_MS),
      () => {
        if (this.open_ && document.visibilityState === 'visible') this.link.refresh();
      },
    );
  }

  private fileUrl(file: FileRef): string | undefined {
    if (!file.url) return this.uploads.localUrl(file.id);
    try {
      const url = new URL(file.url, this.base.base);
      return /^https?:$/.test(url.protocol) ? url.href : undefined;
    } catch {
      return undefined;
    }
  }
}

function expiry(url: string | undefined): number {
  return Number(/[?&]exp=(\d{12,})/.exec(url ?? '')?.[1] ?? Infinity);
}

window.atiende?.boot?.((base) => new App(base));

/** Articles of the help centre for what a visitor is about to ask: small, above where he writes, until he has sent. */
import { h, setText, show } from './dom';
import type { Language, Say } from './say';

interface Found {
  home: string;
  items: { title: string; url: string }[];
}

const PAUSE = 700;
const LEAST = 8;

export class Answers {
  readonly element: HTMLElement;
  private readonly title = h('p', { class: 'quiet' });
  private readonly list = h('ul', {});
  private timer: ReturnType<typeof setTimeout> | undefined;
  private asked = '';
  private language: Language = 'es';
  private begun = false;
  private off = false;

  constructor(
    private readonly base: string,
    private readonly endpoint: string,
    field: HTMLTextAreaElement,
  ) {
    field.addEventListener('input', () => this.typed(field.value));
    this.element = h('section', { class: 'answers', hidden: true }, this.title, this.list);
    this.element.setAttribute('aria-live', 'polite');
  }

  /** `begun`: he has sent something; from then on people answer. */
  update(say: Say, language: Language, begun: boolean): void {
    this.language = language;
    setText(this.title, say('answers'));
    if (begun && !this.begun && this.asked) void this.ask(this.asked, true);
    this.begun = begun;
    if (begun) show(this.element, false);
  }

  private typed(text: string): void {
    clearTimeout(this.timer);
    const words = text.trim();
    if (this.begun || this.off || words.length < LEAST || words === this.asked) return;
    this.timer = setTimeout(() => void this.ask(words, false), PAUSE);
  }

  private async ask(words: string, sent: boolean): Promise<void> {
    this.asked = words;
    const query = new URLSearchParams({ endpoint: this.endpoint, language: this.language, q: words });
    if (sent) query.set('sent', '1');
    try {
      const answer = await fetch(`${this.base}widget/help?${query.toString()}`, { credentials: 'omit' });
      const found = answer.ok ? ((await answer.json()) as Found) : { home: '', items: [] };
      this.off = found.home === '';
      if (!sent && words === this.asked) this.draw(found);
    } catch {
      this.draw({ home: '', items: [] });
    }
  }

  private draw(found: Found): void {
    const links = found.items
      .filter((item) => /^https?:\/\//u.test(item.url))
      .map((item) => h('li', {}, h('a', { href: item.url, target: '_blank', rel: 'noopener' }, item.title)));
    this.list.replaceChildren(...links);
    show(this.element, links.length > 0 && !this.begun);
  }
}

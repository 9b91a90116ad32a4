/** Tells screen readers what is new: politely, together, and not again while it is being read. */
import { h } from './dom';
import type { System } from './system';

const GATHER_MS = 700;

export class Announcer {
  readonly element = h('div', { class: 'unseen', role: 'status', 'aria-live': 'polite' });
  private waiting: string[] = [];

  constructor(private readonly system: System) {}

  say(text: string): void {
    if (!text || this.waiting.includes(text)) return;
    this.waiting.push(text);
    if (this.waiting.length > 1) return;
    this.system.after(GATHER_MS, () => {
      this.element.replaceChildren(...this.waiting.map((one) => h('p', {}, one)));
      this.waiting = [];
    });
  }

  /** States that come and go quickly are not worth interrupting for. */
  sayIfLasting(text: string, still: () => boolean): void {
    this.system.after(3_000, () => {
      if (still()) this.say(text);
    });
  }
}

/** Tells screen readers what is new: politely, together, and not again while it is being read. */
import { h } from './dom';
import type { System } from './system';

const GATHER_MS = 700;

export class Announcer {
  readonly element = h('div', { class: 'unseen', role: 'status', 'aria-live': 'polite' });
  private waiting: string[] = [];
  private last = '';

  constructor(private readonly system: System) {}

  say(text: string): void {
    if (!text || this.waiting.includes(text)) return;
    this.waiting.push(text);
    if (this.waiting.length > 1) return;
    this.system.after(GATHER_MS, () => {
      const all = this.waiting.join(' ');
      this.waiting = [];
      // The same words twice would not be read: a no-break space makes them new.
      this.element.textContent = all === this.last ? `${all}\u00a0` : all;
      this.last = this.element.textContent;
    });
  }

  /** States that come and go quickly are not worth interrupting for. */
  sayIfLasting(text: string, still: () => boolean): void {
    this.system.after(3_000, () => {
      if (still()) this.say(text);
    });
  }
}

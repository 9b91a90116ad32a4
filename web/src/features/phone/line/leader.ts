/**
 * Which of a person's tabs is his telephone. One tab holds a lock of the browser's as long as it lives; when it closes
 * or crashes the next one has it at once, and takes the call over by a new connection.
 */

export interface Leading {
  /** Has it now. */
  mine: boolean;
  /** Has it been asked for: false until the browser has answered. */
  known: boolean;
}

export class Leader {
  private release: (() => void) | undefined;
  private readonly stopped = new AbortController();

  constructor(
    private readonly name: string,
    private readonly tell: (leading: Leading) => void,
  ) {
    this.wait(false);
    void this.look();
  }

  /** This tab is the telephone from now on, whichever was. */
  take(): void {
    if (!this.release) this.wait(true);
  }

  stop(): void {
    this.stopped.abort();
    this.release?.();
  }

  private async look(): Promise<void> {
    const { held } = (await locks()?.query()) ?? {};
    if (!this.release && held?.some((one) => one.name === this.name)) this.tell({ mine: false, known: true });
  }

  private wait(steal: boolean): void {
    const found = locks();
    if (!found) {
      // Without locks (a page that is not secure) every tab is on its own.
      this.tell({ mine: true, known: true });
      return;
    }
    const options = steal ? { steal } : { signal: this.stopped.signal };
    found
      .request(this.name, options, () => this.hold())
      .catch(() => {
        // Another tab took it, or this one stops waiting.
        this.release = undefined;
        if (this.stopped.signal.aborted) return;
        this.tell({ mine: false, known: true });
        this.wait(false);
      });
  }

  private hold(): Promise<void> {
    if (this.stopped.signal.aborted) return Promise.resolve();
    this.tell({ mine: true, known: true });
    return new Promise((resolve) => {
      this.release = resolve;
    });
  }
}

const locks = (): LockManager | undefined => (navigator as { locks?: LockManager }).locks;

/**
 * One document being changed: what stands in the form, saved by itself a moment after the last change. Somebody else's
 * change in between is never overwritten unasked.
 */
import { useSyncExternalStore } from 'react';
import { asProblem } from './problem';
import { again, known, readDocument, saveDraft, type Body, type DocumentShown } from './documents';

export type Keeping = 'kept' | 'changed' | 'saving' | 'conflict' | 'failed';

export interface Kept {
  body: Body;
  keeping: Keeping;
  /** What is wrong, by field. */
  problems: Readonly<Record<string, string>>;
  error: unknown;
}

const PAUSE = 700;

const newest = (shown: DocumentShown): Body => shown.draft?.body ?? shown.body;

/** Where a draft is kept; the server, unless a test says otherwise. */
export interface Shelf {
  save: (kind: string, slug: string, body: Body, etag: string) => Promise<DocumentShown>;
  read: (kind: string, slug: string) => Promise<DocumentShown>;
}

const SERVER: Shelf = { save: saveDraft, read: readDocument };

export class Keeper {
  readonly kind: string;
  readonly slug: string;
  etag: string;
  private readonly shelf: Shelf;
  private state: Kept;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private running: Promise<void> | null = null;
  private readonly listeners = new Set<() => void>();

  constructor(shown: DocumentShown, shelf: Shelf = SERVER) {
    this.shelf = shelf;
    this.kind = shown.kind;
    this.slug = shown.slug;
    this.etag = shown.etag;
    this.state = { body: newest(shown), keeping: 'kept', problems: {}, error: null };
  }

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  get = (): Kept => this.state;

  private put(change: Partial<Kept>): void {
    this.state = { ...this.state, ...change };
    for (const listener of this.listeners) listener();
  }

  /** What the server has now; taken only while nothing here waits to be saved. */
  take(shown: DocumentShown): void {
    if (this.state.keeping !== 'kept' || shown.etag === this.etag) return;
    this.etag = shown.etag;
    this.put({ body: newest(shown) });
  }

  change(body: Body): void {
    const problems = Object.fromEntries(
      Object.entries(this.state.problems).filter(([path]) => {
        const field = path.split(/[.[]/u)[0] ?? '';
        const inner = field === 'settings' ? path.split('.')[1] : undefined;
        const was = inner ? (this.state.body[field] as Body | undefined)?.[inner] : this.state.body[field];
        const is = inner ? (body[field] as Body | undefined)?.[inner] : body[field];
        return was === is;
      }),
    );
    this.put({ body, problems, keeping: this.state.keeping === 'conflict' ? 'conflict' : 'changed' });
    clearTimeout(this.timer);
    if (this.state.keeping !== 'conflict') this.timer = setTimeout(() => void this.flush(), PAUSE);
  }

  refuse(problems: Readonly<Record<string, string>>): void {
    this.put({ problems });
  }

  /** Saves what waits; done when the server has it. */
  async flush(): Promise<void> {
    clearTimeout(this.timer);
    while (this.running) await this.running;
    if (this.state.keeping !== 'changed' && this.state.keeping !== 'failed') return;
    this.running = this.save();
    await this.running;
    this.running = null;
    if ((this.state.keeping as Keeping) === 'changed') await this.flush();
  }

  private async save(): Promise<void> {
    const { body } = this.state;
    this.put({ keeping: 'saving', error: null });
    try {
      const shown = await this.shelf.save(this.kind, this.slug, body, this.etag);
      this.etag = shown.etag;
      this.put({ keeping: this.state.body === body ? 'kept' : 'changed' });
      known(shown);
    } catch (error) {
      const conflict = asProblem(error).status === 409 || asProblem(error).status === 412;
      this.put({ keeping: conflict ? 'conflict' : 'failed', error });
    }
  }

  /** After a conflict: what the server has, or what stands here. */
  async settle(choice: 'theirs' | 'mine'): Promise<void> {
    const shown = await this.shelf.read(this.kind, this.slug);
    known(shown);
    this.etag = shown.etag;
    if (choice === 'theirs') this.put({ body: newest(shown), keeping: 'kept', problems: {}, error: null });
    else {
      this.put({ keeping: 'changed', error: null });
      await this.flush();
    }
  }

  /** The server's answer to publishing, discarding, rolling back. */
  async replaceWith(shown: DocumentShown): Promise<void> {
    clearTimeout(this.timer);
    this.etag = shown.etag;
    this.put({ body: newest(shown), keeping: 'kept', problems: {}, error: null });
    known(shown);
    await again(this.kind);
  }
}

export const useKept = (keeper: Keeper): Kept => useSyncExternalStore(keeper.subscribe, keeper.get);

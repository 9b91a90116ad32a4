import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Problem } from '@/api/problem';
import { Keeper, type Shelf } from './keeper';
import type { Body, DocumentShown } from './documents';

const shown = (name: string, etag: string): DocumentShown => ({
  kind: 'team',
  slug: 'sales',
  version: 1,
  body: { name },
  draft: null,
  retired: false,
  etag,
  published_at: null,
});

interface Said {
  match: string;
  body: Body;
}

/** Keeps one document and refuses what was not matched with its etag. */
class Server implements Shelf {
  etag = 'v1';
  readonly said: Said[] = [];
  hold: Promise<void> | null = null;

  save = async (_kind: string, _slug: string, body: Body, etag: string): Promise<DocumentShown> => {
    this.said.push({ match: etag, body });
    if (this.hold) await this.hold;
    if (etag !== this.etag) throw new Problem('conflict', 409);
    this.etag = `e${this.said.length}`;
    return { ...shown('Sales', this.etag), draft: { body, base: 1, etag: this.etag, at: '', by: '' } };
  };

  read = (): Promise<DocumentShown> => Promise.resolve(shown('theirs', this.etag));
}

let server: Server;

beforeEach(() => {
  server = new Server();
  vi.useFakeTimers();
});

afterEach(() => vi.useRealTimers());

describe('a draft that keeps itself', () => {
  it('is saved once, a moment after the last change', async () => {
    const keeper = new Keeper(shown('Sales', 'v1'), server);
    keeper.change({ name: 'Sal' });
    keeper.change({ name: 'Sales team' });
    expect(server.said).toHaveLength(0);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(server.said.map((one) => one.body)).toEqual([{ name: 'Sales team' }]);
    expect(keeper.get().keeping).toBe('kept');
  });

  it('goes on from the etag of its last save', async () => {
    const keeper = new Keeper(shown('Sales', 'v1'), server);
    keeper.change({ name: 'A' });
    await vi.advanceTimersByTimeAsync(1_000);
    keeper.change({ name: 'B' });
    await vi.advanceTimersByTimeAsync(1_000);
    expect(server.said.map((one) => one.match)).toEqual(['v1', 'e1']);
  });

  it('saves what was typed while the last save was on its way', async () => {
    let release = (): void => undefined;
    server.hold = new Promise((resolve) => (release = resolve));
    const keeper = new Keeper(shown('Sales', 'v1'), server);
    keeper.change({ name: 'A' });
    const first = keeper.flush();
    await vi.advanceTimersByTimeAsync(10);
    keeper.change({ name: 'AB' });
    server.hold = null;
    release();
    await first;
    await keeper.flush();
    expect(server.said.at(-1)?.body).toEqual({ name: 'AB' });
    expect(keeper.get()).toMatchObject({ keeping: 'kept', body: { name: 'AB' } });
  });

  it("never writes over somebody else's change unasked", async () => {
    const keeper = new Keeper(shown('Sales', 'v1'), server);
    server.etag = 'theirs';
    keeper.change({ name: 'mine' });
    await vi.advanceTimersByTimeAsync(1_000);
    expect(keeper.get()).toMatchObject({ keeping: 'conflict', body: { name: 'mine' } });
    keeper.change({ name: 'mine still' });
    await vi.advanceTimersByTimeAsync(1_000);
    expect(server.said).toHaveLength(1);
    await keeper.settle('mine');
    expect(server.said.at(-1)).toMatchObject({ match: 'theirs', body: { name: 'mine still' } });
    expect(keeper.get().keeping).toBe('kept');
  });

  it('takes what the server has when nothing here waits, and only then', () => {
    const keeper = new Keeper(shown('Sales', 'v1'), server);
    keeper.take(shown('From elsewhere', 'v2'));
    expect(keeper.get().body).toEqual({ name: 'From elsewhere' });
    keeper.change({ name: 'mine' });
    keeper.take(shown('Again elsewhere', 'v3'));
    expect(keeper.get().body).toEqual({ name: 'mine' });
  });

  it('forgets the problem of a field that was put right, and no other', () => {
    const keeper = new Keeper(shown('Sales', 'v1'), server);
    keeper.refuse({ name: 'This is needed.', 'skills[0].level': 'The most is 5.' });
    keeper.change({ name: 'Sales!' });
    expect(keeper.get().problems).toEqual({ 'skills[0].level': 'The most is 5.' });
  });
});

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Keeper } from './keeper';
import type { DocumentShown } from './questions';

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
  url: string;
  match: string | null;
  body: unknown;
}

/** A server that keeps one document and refuses what was not matched with its etag. */
class Server {
  etag = 'v1';
  readonly said: Said[] = [];
  hold: Promise<void> | null = null;

  answer = async (input: Request | string | URL): Promise<Response> => {
    const request = input as Request;
    const match = request.headers.get('If-Match');
    const text = request.method === 'GET' ? '' : await request.text();
    const body = text ? (JSON.parse(text) as { body: Record<string, unknown> }).body : null;
    this.said.push({ url: new URL(request.url).pathname, match, body });
    if (this.hold) await this.hold;
    if (request.method === 'PUT' && match !== `"${this.etag}"`) {
      return Response.json({ code: 'conflict', status: 409 }, { status: 409 });
    }
    if (request.method === 'PUT') this.etag = `e${this.said.length}`;
    const draft = { body: body ?? { name: 'theirs' }, base: 1, etag: this.etag, at: '', by: '' };
    return Response.json({ ...shown('Sales', this.etag), draft });
  };
}

let server: Server;

beforeEach(() => {
  server = new Server();
  vi.useFakeTimers();
  vi.stubGlobal('fetch', server.answer);
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('a draft that keeps itself', () => {
  it('is saved once, a moment after the last change', async () => {
    const keeper = new Keeper(shown('Sales', 'v1'));
    keeper.change({ name: 'Sal' });
    keeper.change({ name: 'Sales team' });
    expect(server.said).toHaveLength(0);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(server.said.map((one) => one.body)).toEqual([{ name: 'Sales team' }]);
    expect(keeper.get().keeping).toBe('kept');
  });

  it('goes on from the etag of its last save', async () => {
    const keeper = new Keeper(shown('Sales', 'v1'));
    keeper.change({ name: 'A' });
    await vi.advanceTimersByTimeAsync(1_000);
    keeper.change({ name: 'B' });
    await vi.advanceTimersByTimeAsync(1_000);
    expect(server.said.map((one) => one.match)).toEqual(['"v1"', '"e1"']);
  });

  it('saves what was typed while the last save was on its way', async () => {
    let release = (): void => undefined;
    server.hold = new Promise((resolve) => (release = resolve));
    const keeper = new Keeper(shown('Sales', 'v1'));
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
    const keeper = new Keeper(shown('Sales', 'v1'));
    server.etag = 'theirs';
    keeper.change({ name: 'mine' });
    await vi.advanceTimersByTimeAsync(1_000);
    expect(keeper.get()).toMatchObject({ keeping: 'conflict', body: { name: 'mine' } });
    keeper.change({ name: 'mine still' });
    await vi.advanceTimersByTimeAsync(1_000);
    expect(server.said.filter((one) => one.match)).toHaveLength(1);
    await keeper.settle('mine');
    expect(server.said.at(-1)).toMatchObject({ match: '"theirs"', body: { name: 'mine still' } });
    expect(keeper.get().keeping).toBe('kept');
  });

  it('takes what the server has when nothing here waits, and only then', () => {
    const keeper = new Keeper(shown('Sales', 'v1'));
    keeper.take(shown('From elsewhere', 'v2'));
    expect(keeper.get().body).toEqual({ name: 'From elsewhere' });
    keeper.change({ name: 'mine' });
    keeper.take(shown('Again elsewhere', 'v3'));
    expect(keeper.get().body).toEqual({ name: 'mine' });
  });

  it('forgets the problem of a field that was put right, and no other', () => {
    const keeper = new Keeper(shown('Sales', 'v1'));
    keeper.refuse({ name: 'This is needed.', 'skills[0].level': 'The most is 5.' });
    keeper.change({ name: 'Sales!' });
    expect(keeper.get().problems).toEqual({ 'skills[0].level': 'The most is 5.' });
  });
});

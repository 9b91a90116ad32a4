/** The small pure parts: links, colours, storage, texts, the list's rows. */
import { describe, expect, it } from 'vitest';
import * as english from '../../../src/atiende/locales/en/widget.json';
import * as spanish from '../../../src/atiende/locales/es/widget.json';
import { GROUNDS, READABLE, contrast, palette, parseColour } from '../src/colour';
import type { Entry } from '../src/outbox';
import { chooseLanguage, fileSize, plural, speaker } from '../src/say';
import { start } from '../src/session';
import { makeShelf } from '../src/shelf';
import { pieces } from '../src/text';
import { type Row, timeline, unread } from '../src/timeline';
import { isPicture } from '../src/upload';
import { BlockedStorage, MemoryStorage } from './world';

const links = (text: string): (string | undefined)[] =>
  pieces(text)
    .map((piece) => piece.href)
    .filter(Boolean);

describe('links', () => {
  it.each([
    ['see https://a.example/x?y=1#z.', 'https://a.example/x?y=1#z'],
    ['(https://a.example/x)', 'https://a.example/x'],
    ['https://a.example/x_(y)', 'https://a.example/x_(y)'],
    ['«www.a.example»', 'https://www.a.example/'],
    ['write to eva@a.example!', 'mailto:eva@a.example'],
    ['mailto:eva@a.example', 'mailto:eva@a.example'],
    ['HTTPS://A.EXAMPLE', 'https://a.example/'],
  ])('%s', (text, href) => {
    expect(links(text)).toEqual([href]);
    expect(
      pieces(text)
        .map((piece) => piece.text)
        .join(''),
    ).toBe(text);
  });

  it.each([
    'javascript:alert(1)',
    'data:text/html,x',
    'vbscript:x',
    'file:///etc/passwd',
    'a.b',
    '<a href="x">',
  ])('never one of %s', (text) => {
    expect(links(text)).toEqual([]);
  });

  it('takes a long text without links at once', () => {
    const text = 'a@'.repeat(5_000) + 'www.'.repeat(5_000);
    const before = performance.now();
    pieces(text);
    expect(performance.now() - before).toBeLessThan(500);
  });
});

describe('colours', () => {
  const colours = Array.from({ length: 512 }, (_, index) => {
    const part = (shift: number): string => (((index >> shift) & 7) * 36).toString(16).padStart(2, '0');
    return `#${part(0)}${part(3)}${part(6)}`;
  });

  it('text on any brand colour, and any brand colour as text, reaches 4.5', () => {
    for (const colour of colours) {
      const made = palette(colour);
      const reads = (text: string | undefined, ground: string | undefined): number =>
        contrast(parseColour(text ?? ''), parseColour(ground ?? ''));
      expect(reads(made['--on-brand'], made['--brand'])).toBeGreaterThanOrEqual(READABLE);
      for (const ground of [GROUNDS.light, '#f1f3f6']) {
        expect(reads(made['--accent-light'], ground)).toBeGreaterThanOrEqual(READABLE);
      }
      for (const ground of [GROUNDS.dark, '#2a2f38']) {
        expect(reads(made['--accent-dark'], ground)).toBeGreaterThanOrEqual(READABLE);
      }
    }
  });

  it('what is no colour does not reach the styles', () => {
    expect(palette('red;} *{display:none')['--brand']).toMatch(/^#[0-9a-f]{6}$/);
  });
});

describe('the shelf', () => {
  it('falls back to memory when storage is blocked, and says so', () => {
    const shelf = makeShelf(new BlockedStorage(), 'p:');
    shelf.set('a', '1');
    expect([shelf.get('a'), shelf.keys(), shelf.lasting]).toEqual(['1', ['a'], false]);
  });

  it('keeps in memory what does not fit', () => {
    const storage = new MemoryStorage();
    storage.setItem = () => {
      throw new Error('QuotaExceededError');
    };
    const shelf = makeShelf(storage, 'p:');
    shelf.set('a', '1');
    expect(shelf.get('a')).toBe('1');
  });

  it('sees its own keys only', () => {
    const storage = new MemoryStorage();
    storage.setItem('other', 'x');
    const shelf = makeShelf(storage, 'p:');
    shelf.set('a', '1');
    expect([shelf.keys(), shelf.lasting]).toEqual([['a'], true]);
  });
});

describe('texts', () => {
  const marks = (text: string): string[] => [...text.matchAll(/\{\w+\}/g)].map((match) => match[0]).sort();

  it('are complete in both languages, with the same parameters', () => {
    const read = (texts: object): Map<string, string> =>
      new Map(Object.entries(texts).filter(([key]) => key !== 'default'));
    const [en, es] = [read(english), read(spanish)];
    expect([...es.keys()].sort()).toEqual([...en.keys()].sort());
    for (const [key, text] of en) expect(marks(es.get(key) ?? '')).toEqual(marks(text));
  });

  it('count people', () => {
    expect(plural(speaker('es'), 'ahead', 3)).toBe('3 personas delante de usted');
    expect(plural(speaker('en'), 'ahead', 1)).toBe('1 person ahead of you');
  });

  it('a parameter is text, also when it looks like one', () => {
    expect(speaker('en')('new_message', { name: '{text}', text: 'x' })).toBe('{text}: x');
  });

  it('the first language we speak wins', () => {
    expect(chooseLanguage([null, 'ca', 'es-MX', 'en'])).toBe('es');
    expect(chooseLanguage(['de'])).toBe('en');
  });

  it('sizes', () => {
    expect([fileSize(999, 'en'), fileSize(1_500_000, 'en'), fileSize(48_000, 'en')]).toEqual([
      '999 B',
      '1.5 MB',
      '48 kB',
    ]);
  });
});

describe('the rows', () => {
  const line = (id: string, from: 'agent' | 'customer', at: string, position: number) => ({
    id,
    from,
    at,
    position,
    name: from === 'agent' ? 'Ana' : '',
    text: id,
    files: [],
    chapter: 0,
  });
  const entry = (change: Partial<Entry> = {}): Entry => ({
    client_id: 'c',
    kind: 'send',
    at: Date.parse('2026-11-22T10:00:00Z'),
    text: 'x',
    files: [],
    ...change,
  });
  const dayOf = (at: number): number => Math.floor(at / 86_400_000);
  const kinds = (rows: Row[]): string[] =>
    rows.map((row) =>
      row.type === 'message' ? `${row.text}${row.first ? '<' : ''}${row.last ? '>' : ''}` : row.type,
    );

  it('have a separator per day and the name once per run', () => {
    const state = {
      ...start(null),
      lines: [
        line('a', 'agent', '2026-11-21T10:00:00Z', 1),
        line('b', 'agent', '2026-11-21T10:01:00Z', 2),
        line('c', 'agent', '2026-11-21T10:30:00Z', 3),
        line('d', 'customer', '2026-11-22T09:00:00Z', 4),
      ],
    };
    const rows = timeline({ state, entries: [], putOff: null, dayOf });
    expect(kinds(rows)).toEqual(['day', 'a<', 'b>', 'c<>', 'day', 'd<>']);
  });

  it('say honestly how a message is doing', () => {
    const progress = (link: 'ready' | 'waiting', change: Partial<Entry> = {}): unknown => {
      const rows = timeline({
        state: { ...start(null), link },
        entries: [entry(change)],
        putOff: null,
        dayOf,
      });
      return rows.find((row) => row.type === 'message')?.progress;
    };
    expect(progress('ready')).toBe('sending');
    expect(progress('waiting')).toBe('kept');
    expect(progress('ready', { refused: { code: 'x', detail: 'y' } })).toBe('refused');
  });

  it('show a message once while its ack is on the way', () => {
    const state = {
      ...start(null),
      lines: [{ ...line('m', 'customer', '2026-11-22T10:00:00Z', 1), client_id: 'c' }],
    };
    expect(kinds(timeline({ state, entries: [entry()], putOff: null, dayOf }))).toEqual(['day', 'm<>']);
  });

  it('count as unread what the agent wrote after the last message seen', () => {
    const lines = [
      line('a', 'agent', '2026-11-22T10:00:00Z', 1),
      line('b', 'customer', '2026-11-22T10:00:00Z', 2),
      line('c', 'agent', '2026-11-22T10:00:00Z', 3),
    ];
    expect(unread(lines, 'a').map((one) => one.id)).toEqual(['c']);
    expect(unread(lines, null)).toHaveLength(2);
  });
});

it('an SVG is no picture: it can carry a program', () => {
  expect([isPicture({ content_type: 'image/svg+xml' }), isPicture({ content_type: 'image/png' })]).toEqual([
    false,
    true,
  ]);
});

import { expect, it } from 'vitest';
import lists from '../../../src/atiende/locales/es/lists.json';
import { found } from './fuzzy';
import { SHORTCUTS } from './shortcuts';

const named = (id: string): unknown =>
  id
    .split('.')
    .reduce<unknown>((tree, part) => (tree as Record<string, unknown> | undefined)?.[part], lists.keys.name);

it('every key has a name to be read, and no two commands share one', () => {
  expect(Object.keys(SHORTCUTS).filter((id) => typeof named(id) !== 'string')).toEqual([]);
  const keys = Object.values<string>(SHORTCUTS);
  expect(new Set(keys).size).toBe(keys.length);
});

it('a sequence never begins with a key that does something alone', () => {
  const keys = Object.values<string>(SHORTCUTS);
  const first = keys.filter((each) => each.includes(' ')).map((each) => each.split(' ')[0]);
  expect(first.filter((each) => keys.includes(each ?? ''))).toEqual([]);
});

it('commands are found by parts of their words, without accents, the best first', () => {
  const titles = ['Posponer', 'Menciones', 'Ir a Menciones', 'Órdenes'];
  expect(found(titles, 'menc', (each) => each)).toEqual(['Menciones', 'Ir a Menciones']);
  expect(found(titles, 'orden', (each) => each)).toEqual(['Órdenes']);
  expect(found(titles, 'zz', (each) => each)).toEqual([]);
});

import { expect, it } from 'vitest';
import { found, type Choice } from './targets';

const one = (kind: Choice['kind'], name: string, state = '', name_es = ''): Choice => ({
  kind,
  value: name,
  name,
  name_es,
  state,
  waiting: 0,
  free: 0,
});

const ALL = [
  one('agent', 'Begoña Ruiz', 'busy'),
  one('agent', 'Óscar Gil', 'available'),
  one('agent', 'Away Person', 'offline'),
  one('queue', 'Billing'),
  one('flow', 'Main menu', '', 'Menú principal'),
];

it('who is free comes first, who is not there does not come', () => {
  expect(found(ALL, '', false, true).map((each) => each.name)).toEqual([
    'Óscar Gil',
    'Begoña Ruiz',
    'Billing',
    'Main menu',
  ]);
});

it('accents do not matter, and menus go by the name in the reader’s language', () => {
  expect(found(ALL, 'oscar', false, true).map((each) => each.name)).toEqual(['Óscar Gil']);
  expect(found(ALL, 'menu p', true, true).map((each) => each.name)).toEqual(['Menú principal']);
});

it('a number is one to call where numbers can be called', () => {
  expect(found(ALL, '+34 600 12 34 56', false, true)).toMatchObject([
    { kind: 'number', value: '+34600123456' },
  ]);
  expect(found(ALL, '+34 600 12 34 56', false, false)).toEqual([]);
});

import { expect, test } from 'vitest';
import { suggestions, taken } from './suggest';

test('an operator that is begun is offered in the language of the reader', () => {
  expect(suggestions('hola ti', 'es', {}).map((each) => each.insert)).toEqual(['tiene:', 'tipo:']);
  expect(suggestions('ha', 'en', {}).map((each) => each.insert)).toEqual(['has:']);
  expect(suggestions('hola ', 'es', {})).toEqual([]);
});

test('values are offered without regard to accents, quoted when they are several words', () => {
  const offered = suggestions('cola:atencion', 'es', { queue: ['Atención al cliente', 'Ventas'] });
  expect(offered.map((each) => each.insert)).toEqual(['cola:"Atención al cliente" ']);
  expect(taken('hola cola:aten', { insert: 'cola:Ventas ', operator: null })).toBe('hola cola:Ventas ');
});

test('what is no operator offers nothing', () => {
  expect(suggestions('foo:bar', 'en', {})).toEqual([]);
});

import { describe, expect, it } from 'vitest';
import { flowOf } from '../model/flow';
import { rowsOf } from './rows';

const flow = flowOf({
  start: 'hello',
  nodes: {
    hello: { type: 'say', next: 'menu' },
    menu: {
      type: 'menu',
      options: [
        { label: { es: 'Uno' }, goto: 'bye' },
        { label: { es: 'Dos' }, goto: 'menu' },
        { label: { es: 'Tres' }, goto: '' },
      ],
    },
    bye: { type: 'end' },
    island: { type: 'wait', next: 'bye' },
  },
});

describe('the outline', () => {
  it('shows each node once and only points at it elsewhere', () => {
    const rows = rowsOf(flow, new Set(), 'es');
    expect(rows.map(({ depth, node, again }) => [depth, node, again])).toEqual([
      [0, 'hello', false],
      [1, 'menu', false],
      [2, 'bye', false],
      [2, 'menu', true],
      [2, '', false],
      [0, 'island', false],
      [1, 'bye', true],
    ]);
    expect(rows.find((row) => row.lost)?.node).toBe('island');
  });

  it('folds what lies below, and does not call it lost', () => {
    const rows = rowsOf(flow, new Set(['menu']), 'es');
    expect(rows.map((row) => row.node)).toEqual(['hello', 'menu', 'island', 'bye']);
  });
});

import { describe, expect, it } from 'vitest';
import { isSame, told } from './told';

const before = {
  name: 'A',
  start: 'a',
  nodes: {
    a: { type: 'say', text: { es: 'x' }, next: 'b', at: [0, 0] },
    b: { type: 'end' },
    c: { type: 'end' },
  },
};

describe('what differs', () => {
  it('names nodes that came, went and changed, with their fields', () => {
    const after = {
      ...before,
      start: 'b',
      nodes: {
        a: { type: 'say', text: { es: 'y' }, next: 'd' },
        b: { type: 'end', at: [9, 9] },
        d: { type: 'end' },
      },
    };
    const found = told(before, after);
    expect(found.nodes.map(({ node, what, fields }) => [node, what, fields])).toEqual([
      ['a', 'changed', ['text', 'next']],
      ['d', 'added', []],
      ['c', 'removed', []],
    ]);
    expect([found.flow, found.moved, found.tests]).toEqual([['start'], 1, false]);
  });

  it('takes nothing written for the same as empty', () => {
    const after = {
      ...before,
      failed: null,
      tests: [],
      nodes: { ...before.nodes, b: { type: 'end', goal: '' } },
    };
    expect(isSame(told(before, after))).toBe(true);
  });
});

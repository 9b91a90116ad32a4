import { expect, it } from 'vitest';
import type { Row } from '@/api/types';
import { backOf } from './back';

const row = (id: string, change: Partial<Row>): Row =>
  ({
    id,
    status: 'open',
    priority: 3,
    kind: 'enquiry',
    agent: null,
    tags: [],
    unread: false,
    ...change,
  }) as Row;

it('many are taken back to what each of them was', () => {
  const rows = [row('a', { priority: 1 }), row('b', {}), row('c', {})];
  expect(backOf({ do: 'priority', priority: 2 }, rows)).toEqual([
    [['a'], { do: 'priority', priority: 1 }],
    [['b', 'c'], { do: 'priority', priority: 3 }],
  ]);
});

it('tags that were there stay, those added go', () => {
  const rows = [row('a', { tags: ['vip'] }), row('b', {})];
  expect(backOf({ do: 'tag', add: ['vip'] }, rows)).toEqual([
    [['a'], { do: 'tag', add: [], remove: [] }],
    [['b'], { do: 'tag', add: [], remove: ['vip'] }],
  ]);
});

it('a transfer has no way back', () => {
  expect(backOf({ do: 'transfer', queue: 'x' }, [row('a', {})])).toBeNull();
});

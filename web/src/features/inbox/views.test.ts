import { expect, it } from 'vitest';
import type { Row } from '@/api/types';
import { listed } from './views';

const ME = 'usr_me';

const row = (id: string, change: Partial<Row> = {}): Row => ({
  id,
  number: 1,
  status: 'open',
  kind: 'enquiry',
  channel: 'email',
  queue: 'main',
  brand: 'main',
  priority: 3,
  reason: '',
  language: 'es',
  agent: { id: ME, name: 'Me' },
  customer: { id: 'cus_1', name: 'C', organization: '', vip: false },
  subject: '',
  last_line: '',
  last_author: 'customer',
  opened_at: '2026-11-22T08:00:00.000Z',
  touched_at: '2026-11-22T09:00:00.000Z',
  waiting_since: null,
  due_at: null,
  snoozed_until: null,
  unread: false,
  last: 1,
  interaction: null,
  tags: [],
  policy: '',
  resolve_due: null,
  hand_raised_at: null,
  ...change,
});

const ids = (rows: Row[]) => rows.map((each) => each.id);

it('each list holds what belongs in it', () => {
  const rows = [
    row('mine'),
    row('nobodys', { agent: null, status: 'new' }),
    row('theirs', { agent: { id: 'usr_2', name: 'Other' } }),
    row('snoozed', { status: 'snoozed' }),
    row('done', { status: 'resolved' }),
  ];
  expect(ids(listed(rows, 'mine', '-touched_at', ME, Infinity))).toEqual(['mine']);
  expect(ids(listed(rows, 'unassigned', '-touched_at', ME, Infinity))).toEqual(['nobodys']);
  expect(ids(listed(rows, 'all', '-touched_at', ME, Infinity)).sort()).toEqual(['mine', 'nobodys', 'theirs']);
  expect(ids(listed(rows, 'snoozed', '-touched_at', ME, Infinity))).toEqual(['snoozed']);
  expect(ids(listed(rows, 'resolved', '-touched_at', ME, Infinity))).toEqual(['done']);
});

it('who waits comes by due time, then who does not, the newest first', () => {
  const waits = (due_at: string) => ({ waiting_since: '2026-11-22T08:00:00.000Z', due_at });
  const rows = [
    row('quiet-old', { touched_at: '2026-11-20T09:00:00.000Z' }),
    row('quiet-new'),
    row('later', waits('2026-11-22T12:00:00.000Z')),
    row('sooner', waits('2026-11-22T10:00:00.000Z')),
  ];
  expect(ids(listed(rows, 'mine', 'due', ME, Infinity))).toEqual([
    'sooner',
    'later',
    'quiet-new',
    'quiet-old',
  ]);
});

it('nothing is shown beyond what has been read', () => {
  const rows = [
    row('new', { touched_at: '2026-11-22T09:00:00.000Z' }),
    row('old', { touched_at: '2026-10-01T09:00:00.000Z' }),
  ];
  const horizon = -Date.parse('2026-11-01T00:00:00.000Z');
  expect(ids(listed(rows, 'mine', '-touched_at', ME, horizon))).toEqual(['new']);
});

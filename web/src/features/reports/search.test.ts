import { expect, test } from 'vitest';
import { datesOf, daysBefore, searchOf } from './search';

test('yesterday is what opens', () => {
  expect(datesOf({}, '2026-03-01')).toEqual({ since: '2026-02-28', until: '2026-02-28' });
});

test('weeks and months are over when they are shown', () => {
  expect(datesOf({ range: 'week' }, '2026-03-08')).toEqual({ since: '2026-03-01', until: '2026-03-07' });
  expect(datesOf({ range: 'month' }, '2026-03-29')).toEqual({ since: '2026-03-01', until: '2026-03-28' });
});

test('own dates stand in order, whichever was chosen first', () => {
  const asked = searchOf({ range: 'own', since: '2026-03-09', until: '2026-03-02', queue: '' });
  expect(datesOf(asked)).toEqual({ since: '2026-03-02', until: '2026-03-09' });
});

test('what is no date is not taken for one', () => {
  expect(searchOf({ range: 'never', since: 'yesterday', compare: 'mars' })).toEqual({});
  expect(daysBefore('2026-03-01', 1)).toBe('2026-02-28');
});

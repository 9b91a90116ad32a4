/** What fits is counted as the floor counts it. */
import { expect, test } from 'vitest';
import { fitting } from './summary';

test('pieces fit until the hundred units are used up, and no more than there are figures', () => {
  expect(fitting([100])).toEqual([100]);
  expect(fitting([40, 30, 30])).toEqual([40, 30, 30]);
  expect(fitting([60, 50, 10])).toEqual([60]);
  expect(fitting([10, 10])).toEqual([10, 10]);
  expect(fitting([])).toEqual([]);
});

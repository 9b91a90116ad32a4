import { expect, it } from 'vitest';
import { isQuiet } from './quiet';

it('quiet hours may pass midnight', () => {
  expect(isQuiet('20:00', '08:00', '23:30')).toBe(true);
  expect(isQuiet('20:00', '08:00', '07:59')).toBe(true);
  expect(isQuiet('20:00', '08:00', '08:00')).toBe(false);
  expect(isQuiet('13:00', '14:00', '13:30')).toBe(true);
  expect(isQuiet('13:00', '14:00', '15:00')).toBe(false);
});

import { expect, it } from 'vitest';
import { presets } from './snooze';

const names = (day: string) => presets(new Date(`${day}T15:30:00`).getTime()).map((preset) => preset.name);

it('on a Sunday tomorrow is Monday, once', () => {
  expect(names('2026-11-22')).toEqual(['hour', 'later', 'tomorrow']);
});

it('Monday is the next one, also on a Monday', () => {
  const monday = presets(new Date('2026-11-23T15:30:00').getTime()).find((preset) => preset.name === 'week');
  expect(new Date(monday?.at ?? 0).toDateString()).toBe('Mon Nov 30 2026');
});

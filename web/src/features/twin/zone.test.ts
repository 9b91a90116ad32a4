import { describe, expect, it } from 'vitest';
import { clock, dayOf, momentOf, secondsOf } from './zone';

const MADRID = 'Europe/Madrid';

describe('the hours of the centre', () => {
  it('reads a moment as the clock on its wall showed it', () => {
    const at = Date.parse('2026-11-17T09:42:30Z');
    expect(dayOf(at, MADRID)).toBe('2026-11-17');
    expect(clock(secondsOf(at, MADRID))).toBe('10:42:30');
    expect(momentOf('2026-11-17', 10 * 3600 + 42 * 60 + 30, MADRID)).toBe(at);
  });

  it('finds the moment on both sides of the change of the hour', () => {
    expect(momentOf('2026-10-25', 3600, MADRID)).toBe(Date.parse('2026-10-24T23:00:00Z'));
    expect(momentOf('2026-10-25', 12 * 3600, MADRID)).toBe(Date.parse('2026-10-25T11:00:00Z'));
    expect(momentOf('2026-03-29', 12 * 3600, MADRID)).toBe(Date.parse('2026-03-29T10:00:00Z'));
  });

  it('knows that midnight in Bogotá is another day in Madrid', () => {
    expect(dayOf(Date.parse('2026-11-18T02:00:00Z'), 'America/Bogota')).toBe('2026-11-17');
  });
});

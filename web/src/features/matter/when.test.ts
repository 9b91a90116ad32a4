import { describe, expect, it } from 'vitest';
import { momentOf } from './when';

const NOW = new Date(2026, 4, 13, 10, 30).getTime(); // a Wednesday
const day = (date: number, hour = 9, minute = 0, month = 4) =>
  new Date(2026, month, date, hour, minute).getTime();

describe('moments in words', () => {
  it.each([
    ['mañana', day(14)],
    ['tomorrow', day(14)],
    ['pasado mañana', day(15)],
    ['el lunes', day(18)],
    ['Monday 16:30', day(18, 16, 30)],
    ['miércoles', day(20)],
    ['en 3 días', NOW + 3 * 86_400_000],
    ['in two hours', NOW + 2 * 3_600_000],
    ['dentro de una semana', NOW + 7 * 86_400_000],
    ['hoy a las 17:15', day(13, 17, 15)],
    ['20 de mayo', day(20)],
    ['20/5', day(20)],
    ['2 de marzo', new Date(2027, 2, 2, 9).getTime()],
    ['9:00', day(14)],
  ])('understands "%s"', (text, moment) => expect(momentOf(text, NOW)).toBe(moment));

  it.each(['', 'pronto', 'hoy a las 9:00', '31/2', 'en cero días', 'el 40 de mayo', '13/5/2020'])(
    'does not guess at "%s"',
    (text) => expect(momentOf(text, NOW)).toBeNull(),
  );
});

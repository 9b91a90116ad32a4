/** The usual moments to come back to something, from now. Pure. */
export interface Preset {
  name: 'hour' | 'later' | 'tomorrow' | 'week';
  at: number;
}

const HOUR = 3_600_000;
const MORNING = 9;

function morning(now: number, days: number): number {
  const day = new Date(now);
  day.setDate(day.getDate() + days);
  day.setHours(MORNING, 0, 0, 0);
  return day.getTime();
}

export function presets(now: number): Preset[] {
  const weekday = new Date(now).getDay();
  const toMonday = (8 - weekday) % 7 || 7;
  const soon: Preset[] = [
    { name: 'hour', at: now + HOUR },
    { name: 'later', at: now + 3 * HOUR },
    { name: 'tomorrow', at: morning(now, 1) },
  ];
  return toMonday === 1 ? soon : [...soon, { name: 'week', at: morning(now, toMonday) }];
}

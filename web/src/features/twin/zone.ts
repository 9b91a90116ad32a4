/** Hours of the centre's own zone, wherever the reader sits. */

const partsOf = (at: number, zone: string): Record<string, number> => {
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  }).formatToParts(at);
  return Object.fromEntries(parts.map((part) => [part.type, Number(part.value)]));
};

/** How far the zone's clock is ahead of UTC then, in ms. */
function ahead(at: number, zone: string): number {
  const p = partsOf(at, zone);
  const wall = Date.UTC(
    p['year'] ?? 0,
    (p['month'] ?? 1) - 1,
    p['day'] ?? 1,
    p['hour'] ?? 0,
    p['minute'] ?? 0,
    p['second'] ?? 0,
  );
  return wall - Math.floor(at / 1000) * 1000;
}

/** The moment when the zone's clock shows so many seconds of that local date. */
export function momentOf(day: string, seconds: number, zone: string): number {
  const wall = Date.parse(`${day}T00:00:00Z`) + seconds * 1000;
  const near = wall - ahead(wall, zone);
  return wall - ahead(near, zone);
}

export const dayOf = (at: number, zone: string): string => {
  const p = partsOf(at, zone);
  const two = (value: number | undefined) => String(value ?? 0).padStart(2, '0');
  return `${p['year']}-${two(p['month'])}-${two(p['day'])}`;
};

export const secondsOf = (at: number, zone: string): number => {
  const p = partsOf(at, zone);
  return (p['hour'] ?? 0) * 3600 + (p['minute'] ?? 0) * 60 + (p['second'] ?? 0);
};

export const clock = (seconds: number): string => {
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0');
  return `${two(seconds / 3600)}:${two((seconds / 60) % 60)}:${two(seconds % 60)}`;
};

/** Moments in words: "mañana", "el lunes", "en 3 días", "15 de mayo 10:00", "tomorrow", "in 2 hours". Pure. */
const MORNING = 9;
const MINUTE = 60_000;
const UNITS: Readonly<Record<string, number>> = {
  minuto: MINUTE,
  minute: MINUTE,
  min: MINUTE,
  hora: 60 * MINUTE,
  hour: 60 * MINUTE,
  h: 60 * MINUTE,
  dia: 1440 * MINUTE,
  day: 1440 * MINUTE,
  semana: 7 * 1440 * MINUTE,
  week: 7 * 1440 * MINUTE,
};
const NUMBERS: Readonly<Record<string, number>> = {
  un: 1, una: 1, a: 1, an: 1, one: 1, dos: 2, two: 2, tres: 3, three: 3, cuatro: 4, four: 4, cinco: 5, five: 5,
}; // prettier-ignore
const WEEKDAYS: readonly (readonly string[])[] = [
  ['domingo', 'sunday'],
  ['lunes', 'monday'],
  ['martes', 'tuesday'],
  ['miercoles', 'wednesday'],
  ['jueves', 'thursday'],
  ['viernes', 'friday'],
  ['sabado', 'saturday'],
];
const MONTHS: readonly (readonly string[])[] = [
  ['enero', 'january', 'jan', 'ene'],
  ['febrero', 'february', 'feb'],
  ['marzo', 'march', 'mar'],
  ['abril', 'april', 'abr', 'apr'],
  ['mayo', 'may'],
  ['junio', 'june', 'jun'],
  ['julio', 'july', 'jul'],
  ['agosto', 'august', 'ago', 'aug'],
  ['septiembre', 'setiembre', 'september', 'sep', 'sept'],
  ['octubre', 'october', 'oct'],
  ['noviembre', 'november', 'nov'],
  ['diciembre', 'december', 'dic', 'dec'],
];

const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().trim();

const indexOf = (table: readonly (readonly string[])[], word: string): number =>
  table.findIndex((names) => names.includes(word));

function at(day: Date, time: { hour: number; minute: number } | null, hour = MORNING): number {
  const found = new Date(day);
  found.setHours(time?.hour ?? hour, time?.minute ?? 0, 0, 0);
  return found.getTime();
}

/** The hour in the words, and the words without it. */
function timeIn(words: string): { rest: string; time: { hour: number; minute: number } | null } {
  const found = /(?:^|\s)(?:a las?\s+|at\s+)?(\d{1,2})(?:[:.](\d{2})|\s*h(?=\s|$))(?:\s*h)?\s*(am|pm)?/u.exec(
    words,
  );
  if (!found) return { rest: words, time: null };
  const hour = Number(found[1]) + (found[3] === 'pm' && Number(found[1]) < 12 ? 12 : 0);
  const minute = Number(found[2] ?? 0);
  if (hour > 23 || minute > 59) return { rest: words, time: null };
  return { rest: words.replace(found[0], ' ').trim(), time: { hour, minute } };
}

function spanIn(words: string, now: number): number | null {
  const found = /^(?:en|in|dentro de|within)\s+(\p{L}+|\d{1,3})\s+(\p{L}+)$/u.exec(words);
  if (!found) return null;
  const count = NUMBERS[found[1] ?? ''] ?? Number(found[1]);
  const unit = UNITS[found[2] ?? ''] ?? UNITS[(found[2] ?? '').replace(/s$/u, '')];
  return unit === undefined || !Number.isFinite(count) || count === 0 ? null : now + count * unit;
}

function dayIn(words: string, now: number): Date | null {
  const today = new Date(now);
  const later = (days: number) => new Date(today.getFullYear(), today.getMonth(), today.getDate() + days);
  if (/^(?:hoy|today)$/u.test(words)) return today;
  if (/^(?:manana|tomorrow)$/u.test(words)) return later(1);
  if (/^(?:pasado manana|the day after tomorrow)$/u.test(words)) return later(2);
  const weekday = indexOf(WEEKDAYS, words.replace(/^(?:el|este|proximo|el proximo|on|next)\s+/u, ''));
  if (weekday >= 0) return later((weekday - today.getDay() + 7) % 7 || 7);
  return dateIn(words, today);
}

function dateIn(words: string, today: Date): Date | null {
  const numeric = /^(\d{1,2})[/.-](\d{1,2})(?:[/.-](\d{4}))?$/u.exec(words);
  const named = /^(?:el\s+)?(\d{1,2})\s+(?:de\s+|of\s+)?(\p{L}+)(?:\s+(?:de\s+)?(\d{4}))?$/u.exec(words);
  const month = numeric ? Number(numeric[2]) - 1 : indexOf(MONTHS, named?.[2] ?? '');
  const found = numeric ?? named;
  if (!found || month < 0 || month > 11) return null;
  const day = Number(found[1]);
  const year = found[3] ? Number(found[3]) : today.getFullYear();
  const date = new Date(year, month, day);
  if (date.getDate() !== day) return null;
  const passed = !found[3] && date.getTime() < today.getTime() - 86_400_000;
  return passed ? new Date(year + 1, month, day) : date;
}

/** The moment meant, in ms; null when the words say none, or one that has passed. */
export function momentOf(text: string, now: number): number | null {
  const words = plain(text);
  if (words === '') return null;
  const span = spanIn(words, now);
  if (span !== null) return span;
  const { rest, time } = timeIn(words);
  const day = rest === '' ? (time ? new Date(now) : null) : dayIn(rest.replace(/\s+/gu, ' '), now);
  if (!day) return null;
  const today = day.toDateString() === new Date(now).toDateString();
  const moment = at(day, time, today ? 18 : MORNING);
  if (moment > now) return moment;
  return rest === '' ? moment + 86_400_000 : null;
}

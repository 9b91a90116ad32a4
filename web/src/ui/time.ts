/** Times for people, by CLDR: how long ago, how long it lasts, at what hour. */
import { useSyncExternalStore } from 'react';
import { currentLanguage } from './i18n';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** 42 s, 5 min, 3 h, 2 d: the largest unit only. */
export function shortSpan(ms: number): string {
  const span = Math.max(0, ms);
  const unit = (value: number, name: Intl.NumberFormatOptions['unit']) =>
    new Intl.NumberFormat(currentLanguage(), {
      style: 'unit',
      unit: name,
      unitDisplay: currentLanguage() === 'es' ? 'short' : 'narrow',
    }).format(Math.floor(value));
  if (span < MINUTE) return unit(span / SECOND, 'second');
  if (span < HOUR) return unit(span / MINUTE, 'minute');
  if (span < DAY) return unit(span / HOUR, 'hour');
  return unit(span / DAY, 'day');
}

/** 2 minutes, 1 hour 30 minutes: exact, in words. */
export function spanInWords(seconds: number): string {
  const parts = (
    [
      ['day', 86_400],
      ['hour', 3600],
      ['minute', 60],
      ['second', 1],
    ] as const
  ).reduce<{ left: number; said: string[] }>(
    ({ left, said }, [unit, size]) => {
      const count = Math.floor(left / size);
      if (count === 0) return { left, said };
      const word = new Intl.NumberFormat(currentLanguage(), { style: 'unit', unit, unitDisplay: 'long' });
      return { left: left - count * size, said: [...said, word.format(count)] };
    },
    { left: Math.max(0, Math.round(seconds)), said: [] },
  );
  if (parts.said.length === 0) {
    return new Intl.NumberFormat(currentLanguage(), {
      style: 'unit',
      unit: 'second',
      unitDisplay: 'long',
    }).format(0);
  }
  return new Intl.ListFormat(currentLanguage(), { type: 'unit', style: 'long' }).format(parts.said);
}

/** 0:07, 12:40, 1:05:09: a running clock. */
export function clockSpan(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / SECOND));
  const two = (n: number) => String(n).padStart(2, '0');
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
}

/** The reader's language as his browser writes dates in it: en-GB, es-MX. */
function locale(): string {
  const language = currentLanguage();
  return navigator.languages.find((each) => each.toLowerCase().startsWith(language)) ?? language;
}

const format = (at: number, options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat(locale(), options).format(at);

export const hour = (at: number): string => format(at, { hour: '2-digit', minute: '2-digit' });

export const fullTime = (at: number): string => format(at, { dateStyle: 'full', timeStyle: 'short' });

/** A moment near in time, without its year. */
export const momentShort = (at: number): string =>
  format(at, { weekday: 'short', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' });

export const dateOnly = (at: number): string => format(at, { dateStyle: 'medium' });

/** A date without an hour, `2027-02-28`: the same day wherever it is read. */
export const dayOnly = (day: string): string =>
  format(Date.parse(`${day}T12:00Z`), { dateStyle: 'medium', timeZone: 'UTC' });

/** The hour today, the weekday this week, else the date. */
export function whenShort(at: number, now: number): string {
  const sameDay = new Date(at).toDateString() === new Date(now).toDateString();
  if (sameDay) return hour(at);
  if (Math.abs(now - at) < 6 * DAY)
    return format(at, { weekday: 'short', hour: '2-digit', minute: '2-digit' });
  const sameYear = new Date(at).getFullYear() === new Date(now).getFullYear();
  return format(at, sameYear ? { day: 'numeric', month: 'short' } : { dateStyle: 'medium' });
}

export const dayName = (at: number): string => format(at, { weekday: 'long', day: 'numeric', month: 'long' });

let current = Date.now();
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => {
    current = Date.now();
    for (const each of listeners) each();
  }, SECOND);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) {
      clearInterval(timer);
      timer = undefined;
    }
  };
}

/** Now, stepping every second, on one timer for the whole page. */
export const useNow = (): number => useSyncExternalStore(subscribe, () => current);

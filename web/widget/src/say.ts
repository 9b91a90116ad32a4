/** Texts in the visitor's language, from the catalogue the server, desk and mails share. */
import * as english from '../../../src/atiende/locales/en/widget.json';
import * as spanish from '../../../src/atiende/locales/es/widget.json';

import { fill } from './fill';

export type Language = 'es' | 'en';
export type Key = keyof typeof english & keyof typeof spanish;
export type Say = (key: Key, params?: Record<string, string | number>) => string;

const texts: Record<Language, Record<string, unknown>> = { en: english, es: spanish };

export function speaker(language: Language): Say {
  return (key, params = {}) => fill(String(texts[language][key] ?? key), params);
}

/** `base_one` or `base_other`, as both languages need here. */
export function plural(say: Say, base: 'ahead' | 'launcher_unread', count: number): string {
  return say(count === 1 ? `${base}_one` : `${base}_other`, { count });
}

/** The first of the wishes that names a language we speak: `es-MX` is Spanish. */
export function chooseLanguage(wishes: readonly (string | null | undefined)[]): Language {
  for (const wish of wishes) {
    const language = wish?.slice(0, 2).toLowerCase();
    if (language === 'es' || language === 'en') return language;
  }
  return 'en';
}

/** The visitor's own variant of the language (en-GB, es-MX) for dates and numbers. */
export function variantOf(language: Language): string {
  return (
    navigator.languages.find((wish) => wish.toLowerCase().startsWith(language)) ??
    (language === 'en' ? 'en-GB' : language)
  );
}

export function fileSize(bytes: number, locale: string): string {
  const units = ['B', 'kB', 'MB', 'GB'];
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  const digits = unit > 0 && value < 10 ? 1 : 0;
  return `${value.toLocaleString(locale, { maximumFractionDigits: digits })} ${units[unit] ?? ''}`;
}

/** The words of a call, loaded with it; see `say.ts`. */
import * as english from '../../../../src/atiende/locales/en/call.json';
import * as spanish from '../../../../src/atiende/locales/es/call.json';
import { fill } from '../fill';
import type { Language } from '../say';

export type CallKey = keyof typeof english & keyof typeof spanish;
export type CallSay = (key: CallKey, params?: Record<string, string | number>) => string;

const texts: Record<Language, Record<string, unknown>> = { en: english, es: spanish };

export function callSpeaker(language: Language): CallSay {
  return (key, params = {}) => fill(String(texts[language][key] ?? key), params);
}

/**
 * Words. One catalogue for server, desk, widget and mails lives in src/atiende/locales/{en,es}; a namespace is a
 * file of it, loaded when first used. `{name}` marks a parameter, `_one` and `_other` the plural forms.
 */
import i18next from 'i18next';
import type { ParseKeys } from 'i18next';
import { initReactI18next } from 'react-i18next';
import type admin from '../../../src/atiende/locales/en/admin.json';
import type calls from '../../../src/atiende/locales/en/calls.json';
import type code from '../../../src/atiende/locales/en/code.json';
import type assist from '../../../src/atiende/locales/en/assist.json';
import type demo from '../../../src/atiende/locales/en/demo.json';
import type desk from '../../../src/atiende/locales/en/desk.json';
import type flows from '../../../src/atiende/locales/en/flows.json';
import type find from '../../../src/atiende/locales/en/find.json';
import type intents from '../../../src/atiende/locales/en/intents.json';
import type knowledge from '../../../src/atiende/locales/en/knowledge.json';
import type lists from '../../../src/atiende/locales/en/lists.json';
import type matter from '../../../src/atiende/locales/en/matter.json';
import type notices from '../../../src/atiende/locales/en/notices.json';
import type people from '../../../src/atiende/locales/en/people.json';
import type phone from '../../../src/atiende/locales/en/phone.json';
import type permissions from '../../../src/atiende/locales/en/permissions.json';
import type recording from '../../../src/atiende/locales/en/recording.json';
import type scripts from '../../../src/atiende/locales/en/scripts.json';
import type report from '../../../src/atiende/locales/en/report.json';
import type selfservice from '../../../src/atiende/locales/en/selfservice.json';
import type routing from '../../../src/atiende/locales/en/routing.json';
import type setup from '../../../src/atiende/locales/en/setup.json';
import type twin from '../../../src/atiende/locales/en/twin.json';
import type video from '../../../src/atiende/locales/en/video.json';
import type why from '../../../src/atiende/locales/en/why.json';
import type work from '../../../src/atiende/locales/en/work.json';
import type writing from '../../../src/atiende/locales/en/writing.json';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'desk';
    resources: {
      admin: typeof admin;
      assist: typeof assist;
      calls: typeof calls;
      code: typeof code;
      demo: typeof demo;
      desk: typeof desk & typeof work;
      find: typeof find;
      flows: typeof flows;
      intents: typeof intents;
      knowledge: typeof knowledge;
      lists: typeof lists;
      matter: typeof matter;
      notices: typeof notices;
      people: typeof people;
      permissions: typeof permissions;
      phone: typeof phone;
      recording: typeof recording;
      report: typeof report;
      routing: typeof routing;
      scripts: typeof scripts;
      selfservice: typeof selfservice;
      setup: typeof setup;
      twin: typeof twin;
      video: typeof video;
      why: typeof why;
      work: typeof work;
      writing: typeof writing;
    };
  }
}

export type DeskKey = ParseKeys<'desk'>;
export type Language = 'en' | 'es';
/** How Spanish is spoken where the reader is; only words that differ are written twice. */
export type Spoken = Language | 'es-419';

const catalogues = import.meta.glob<Record<string, unknown>>(
  '../../../src/atiende/locales/{en,es}/{desk,work,admin,assist,permissions,routing,twin,why,find,flows,intents,knowledge,lists,writing,matter,notices,people,phone,recording,report,setup,demo,code,calls,scripts,selfservice,video}.json',
  { import: 'default' },
);

const STORED = 'atiende.language';

/** Spain's Spanish for Spain, and where no country is named; that of the Americas elsewhere. */
export function preferredLanguage(stored: string | null, browser: readonly string[]): Spoken {
  const [language, region] = (stored ?? browser[0] ?? 'en').toLowerCase().split('-');
  if (language !== 'es') return 'en';
  return region === undefined || region === 'es' ? 'es' : 'es-419';
}

const overlays = import.meta.glob<Record<string, Words>>('../../../src/atiende/locales/es-419/overlay.json', {
  import: 'default',
});

interface Words {
  [key: string]: string | Words;
}

function laidOver(words: Words, over: Words): Words {
  const merged = { ...words };
  for (const [key, value] of Object.entries(over)) {
    const below = merged[key];
    merged[key] = typeof value === 'object' && typeof below === 'object' ? laidOver(below, value) : value;
  }
  return merged;
}

async function load(language: string, namespace: string): Promise<Words> {
  const found = catalogues[`../../../src/atiende/locales/${language.slice(0, 2)}/${namespace}.json`];
  const words = found ? ((await found()) as Words) : {};
  if (language !== 'es-419') return words;
  const over = await Object.values(overlays)[0]?.();
  return laidOver(words, over?.[namespace] ?? {});
}

export async function startI18n(): Promise<void> {
  await i18next
    .use({
      type: 'backend',
      init: () => undefined,
      read: (language: string, namespace: string, done: (error: Error | null, data: unknown) => void) => {
        load(language, namespace).then(
          (data) => done(null, data),
          (error: Error) => done(error, null),
        );
      },
    })
    .use(initReactI18next)
    .init({
      lng: preferredLanguage(localStorage.getItem(STORED), navigator.languages),
      fallbackLng: false,
      supportedLngs: ['en', 'es', 'es-419'],
      load: 'currentOnly',
      ns: ['desk'],
      defaultNS: 'desk',
      fallbackNS: 'work',
      interpolation: { prefix: '{', suffix: '}', escapeValue: false },
      returnNull: false,
    });
  document.documentElement.lang = i18next.language;
}

/** The words behind the sign-in: what all pages of the desk share. */
export const loadWorkWords = (): Promise<void> => i18next.loadNamespaces('work');

export const currentLanguage = (): Language => (i18next.language.startsWith('es') ? 'es' : 'en');

export const spoken = (): Spoken => i18next.language as Spoken;

export async function setLanguage(language: Spoken): Promise<void> {
  localStorage.setItem(STORED, language);
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
}

/** A text under a key that is only known when running: a code, a fact's name. Undefined when the catalogue has none. */
export function textAt(key: string, params: Record<string, unknown> = {}): string | undefined {
  const exists = i18next.exists as unknown as (key: string, values: Record<string, unknown>) => boolean;
  const translate = i18next.t as unknown as (key: string, values: Record<string, unknown>) => string;
  return exists.call(i18next, key, params) ? translate.call(i18next, key, params) : undefined;
}

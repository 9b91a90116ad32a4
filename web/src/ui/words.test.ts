import { expect, it } from 'vitest';
import enDesk from '../../../src/atiende/locales/en/desk.json';
import enWork from '../../../src/atiende/locales/en/work.json';
import esDesk from '../../../src/atiende/locales/es/desk.json';
import esWork from '../../../src/atiende/locales/es/work.json';
import { preferredLanguage } from './i18n';

const en = { ...enDesk, ...enWork };
const es = { ...esDesk, ...esWork };

/** Every text by its dotted key; plural forms count as one. */
function texts(tree: object, above = ''): Map<string, string> {
  const found = new Map<string, string>();
  for (const [name, value] of Object.entries(tree) as [string, unknown][]) {
    const key = `${above}${name}`;
    if (typeof value === 'string') found.set(key.replace(/_(?:one|many|other)$/u, ''), value);
    else if (typeof value === 'object' && value !== null)
      for (const [k, v] of texts(value, `${key}.`)) found.set(k, v);
  }
  return found;
}

const holes = (text: string) => [...text.matchAll(/\{(\w+)\}/gu)].map((match) => match[1]).sort();

it('both languages have the same texts', () => {
  expect([...texts(es).keys()].sort()).toEqual([...texts(en).keys()].sort());
});

it('both languages take the same parameters', () => {
  const spanish = texts(es);
  for (const [key, text] of texts(en)) {
    if (!/count/u.test(text)) expect([key, holes(spanish.get(key) ?? '')]).toEqual([key, holes(text)]);
  }
});

it('the browser decides the language until somebody chooses', () => {
  expect(preferredLanguage(null, ['es-MX', 'en'])).toBe('es-419');
  expect(preferredLanguage(null, ['es-ES', 'en'])).toBe('es');
  expect(preferredLanguage(null, ['pt-BR'])).toBe('en');
  expect(preferredLanguage('es', ['en-GB'])).toBe('es');
});

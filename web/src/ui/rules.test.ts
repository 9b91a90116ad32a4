/** Rules said in words: what a step changes is told against what stood before it. */
import i18next from 'i18next';
import { beforeAll, expect, test } from 'vitest';
import desk from '../../../src/atiende/locales/en/desk.json';
import routing from '../../../src/atiende/locales/en/routing.json';
import { askedInWords, changesInWords, staged, stepsInWords, type Asked, type Names } from './rules';

const NAMES: Names = {
  team: (slug) => slug.toUpperCase(),
  skill: (slug) => `#${slug}`,
  queue: (slug) => `Queue ${slug}`,
};
const ASKED: Asked = { teams: ['a'], skills: [{ skill: 'x', level: 3 }], match_language: true };

beforeAll(async () => {
  await i18next.init({
    lng: 'en',
    resources: { en: { desk, routing } },
    interpolation: { prefix: '{', suffix: '}', escapeValue: false },
  });
});

test('what is asked is one sentence for each thing', () => {
  expect(askedInWords(ASKED, NAMES)).toEqual([
    'Served by A.',
    'They have #x from level 3.',
    "They speak the customer's language.",
  ]);
  expect(askedInWords({ teams: [], skills: [], match_language: false }, NAMES)).toEqual([
    'Served by everybody of the brand.',
  ]);
});

test('more teams are also, other teams instead, none is everybody', () => {
  const step = (teams: string[]) => changesInWords({ after_seconds: 1, teams }, ASKED, NAMES);
  expect(step(['a', 'b'])).toEqual(['also B']);
  expect(step(['b', 'c'])).toEqual(['B or C instead']);
  expect(step([])).toEqual(['everybody of the brand']);
  expect(step(['a'])).toEqual([]);
});

test('a lower level, a skill less, another language are each said', () => {
  const lower = { after_seconds: 1, skills: [{ skill: 'x', level: 2 }], match_language: false };
  expect(changesInWords(lower, ASKED, NAMES)).toEqual(['with #x from level 2', 'in any language']);
  expect(changesInWords({ after_seconds: 1, skills: [] }, ASKED, NAMES)).toEqual([
    'without asking for skills',
  ]);
});

test('steps are told in the order of time, each against the one before', () => {
  const steps = [
    { after_seconds: 600, queue: 'night' },
    { after_seconds: 120, teams: ['a', 'b'] },
    { after_seconds: 90, match_language: false },
  ];
  expect(staged(ASKED, steps).map(({ before }) => before.match_language)).toEqual([true, false, false]);
  expect(stepsInWords(ASKED, steps, NAMES)).toEqual([
    'After 1 minute, 30 seconds: in any language.',
    'After 2 minutes: also B.',
    'After 10 minutes: on to Queue night, keeping its place.',
  ]);
  expect(stepsInWords(ASKED, [], NAMES)).toEqual(['Nothing changes while it waits.']);
});

/** Keys of the floor as people understand them. */
import i18next from 'i18next';
import { beforeAll, expect, test } from 'vitest';
import routing from '../../../../src/atiende/locales/en/routing.json';
import why from '../../../../src/atiende/locales/en/why.json';
import { keyInWords, reasonInWords } from './words';

const AT = 1_763_800_000_000;

beforeAll(async () => {
  await i18next.init({
    lng: 'en',
    resources: { en: { routing, why } },
    interpolation: { prefix: '{', suffix: '}', escapeValue: false },
  });
});

test('a key says why somebody stands where he stands', () => {
  expect(keyInWords('longest_idle', [AT - 90_000, 0], AT)).toBe('free for 1 minute, 30 seconds');
  expect(keyInWords('least_occupied', [425, 0, AT], AT)).toBe('43 % at work of late');
  expect(keyInWords('best_skilled', [-4, AT, 0], AT)).toBe('4 levels of skill in it');
  expect(keyInWords('learned', [820, AT, 0], AT)).toBe('usually 18 % quicker than own average at this');
  expect(keyInWords('named_agent', [], AT)).toBe('–');
});

test('the only one who could be asked stands there by whatever key his queue uses', () => {
  expect(keyInWords('priority_age', [AT - 5_000, 0], AT)).toBe('free for 5 seconds');
  expect(keyInWords('priority_age', [-3, AT, 0], AT)).toBe('–');
});

test('a reason names the skill behind its colon', () => {
  expect(reasonInWords('skill_missing:fr', () => 'French')).toBe('without the skill (French)');
  expect(reasonInWords('never_heard_of', () => '')).toBe('for another reason');
});

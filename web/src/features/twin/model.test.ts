import { describe, expect, it } from 'vitest';
import { move, spare, verdictOf, withoutLanguageAfter } from './model';
import type { PersonThere, Question } from './questions';
import { dailyOf, perHourOf } from './Traffic';

const difference = (mean: number, low: number, high: number) => ({ mean, low, high });

describe('what an answer says for sure', () => {
  it('is certain only when the whole interval lies on one side', () => {
    expect(verdictOf('service_level_pct', difference(5, 2, 8), 10)).toBe('better');
    expect(verdictOf('service_level_pct', difference(5, -1, 11), 10)).toBe('noise');
    expect(verdictOf('wait_p90_s', difference(5, 2, 8), 10)).toBe('worse');
    expect(verdictOf('occupancy_pct', difference(5, 2, 8), 10)).toBe('other');
    expect(verdictOf('service_level_pct', difference(0, 0, 0), 10)).toBe('same');
  });

  it('claims nothing after a single replication', () => {
    expect(verdictOf('service_level_pct', difference(5, 5, 5), 1)).toBe('noise');
  });
});

describe('a question', () => {
  const empty = { people: [] } as unknown as Question;

  it('forgets a person who is as before', () => {
    const out = move(empty, 'ana', { out: true });
    expect(out.people).toHaveLength(1);
    expect(move(out, 'ana', { out: false }).people).toEqual([]);
  });

  it('leaves out those who know least first, and nobody who is not there', () => {
    const person = (id: string, skills: number): PersonThere => ({
      id,
      name: id,
      teams: [],
      languages: {},
      workload: '',
      skills: Object.fromEntries(Array.from({ length: skills }, (_, n) => [`s${n}`, 1])),
    });
    const people = [person('all', 5), person('one', 1), person('two', 2), person('away', 0)];
    expect(spare(people, new Set(['all', 'one', 'two']), 2)).toEqual(['one', 'two']);
  });

  it('drops the language after a while and keeps the steps there were, in order', () => {
    const body = withoutLanguageAfter({ steps: [{ after_seconds: 60, priority: 1 }] }, 30);
    expect(body['steps']).toEqual([
      { after_seconds: 30, match_language: false },
      { after_seconds: 60, priority: 1 },
    ]);
  });

  it('reads a profile back as it was written', () => {
    const daily = { rate: 12, from: 9, to: 18 };
    expect(dailyOf(perHourOf(daily))).toEqual(daily);
  });
});

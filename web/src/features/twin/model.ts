/** The question while it is written, and how an answer reads. Nothing here draws. */
import { SMALLEST, type Unit } from '@/ui/figures';
import type { Estimate, Figures, Ground, Moved, PersonThere, Question } from './questions';

export const MEASURES = [
  'service_level_pct',
  'wait_p50_s',
  'wait_p90_s',
  'asa_s',
  'abandoned_pct',
  'refused',
  'occupancy_pct',
  'fairness',
  'handle_s',
  'offered',
] as const satisfies readonly (keyof Figures)[];
export type Measure = (typeof MEASURES)[number];

export const UNIT: Readonly<Record<Measure, Unit>> = {
  service_level_pct: 'percent',
  wait_p50_s: 'seconds',
  wait_p90_s: 'seconds',
  asa_s: 'seconds',
  abandoned_pct: 'percent',
  refused: 'count',
  occupancy_pct: 'percent',
  fairness: 'index',
  handle_s: 'seconds',
  offered: 'count',
};

/** 1: more is better; -1: less is better; 0: neither by itself. */
const GOOD: Readonly<Record<Measure, 1 | 0 | -1>> = {
  service_level_pct: 1,
  wait_p50_s: -1,
  wait_p90_s: -1,
  asa_s: -1,
  abandoned_pct: -1,
  refused: -1,
  occupancy_pct: 0,
  fairness: 1,
  handle_s: 0,
  offered: 0,
};

export type Verdict = 'better' | 'worse' | 'other' | 'noise' | 'same';

/**
 * Whether something differs for sure: the whole interval of the difference lies on one side of zero. What is smaller
 * than can be read is the same, however sure.
 */
export function verdictOf(measure: Measure, difference: Estimate, replications: number): Verdict {
  const most = Math.max(Math.abs(difference.low), Math.abs(difference.high));
  if (most < SMALLEST[UNIT[measure]]) return 'same';
  if (replications < 2 || (difference.low <= 0 && difference.high >= 0)) return 'noise';
  const good = GOOD[measure];
  if (good === 0) return 'other';
  return difference.mean * good > 0 ? 'better' : 'worse';
}

export const minutesOf = (clock: string): number => {
  const [hours = '0', minutes = '0'] = clock.split(':');
  return Number(hours) * 60 + Number(minutes);
};

export const clockOf = (minutes: number): string => {
  const two = (value: number) => String(value).padStart(2, '0');
  return `${two(Math.floor(minutes / 60) % 24)}:${two(minutes % 60)}`;
};

export function blank(ground: Ground): Question {
  return {
    title: '',
    day: ground.days[0]?.day ?? '',
    since: null,
    streams: ground.streams,
    shifts: ground.shifts,
    documents: [],
    people: [],
    extra: [],
    volume_percent: 100,
    compare: 'today',
    replications: 10,
    warm_up_minutes: 0,
    seed: 1,
    threshold_seconds: 20,
  };
}

/** What is sent: a past day has its own work and hours. */
export const asSent = (question: Question): Question =>
  question.day ? { ...question, streams: [], shifts: [] } : question;

/** A question to go on from: what the server left out of a past day is filled in again. */
export const resumed = (question: Question, ground: Ground): Question => ({
  ...question,
  title: '',
  streams: question.streams.length > 0 ? question.streams : ground.streams,
  shifts: question.shifts.length > 0 ? question.shifts : ground.shifts,
  documents: question.documents.map((one) => ({ ...one })),
});

export function move(question: Question, agent: string, change: Partial<Moved>): Question {
  const before = question.people.find((one) => one.agent === agent);
  const after: Moved = {
    agent,
    out: false,
    teams: null,
    skills: null,
    languages: null,
    workload: null,
    start: null,
    end: null,
    ...before,
    ...change,
  };
  const others = question.people.filter((one) => one.agent !== agent);
  return { ...question, people: isNothing(after) ? others : [...others, after] };
}

const isNothing = (moved: Moved): boolean =>
  !moved.out &&
  [moved.teams, moved.skills, moved.languages, moved.workload, moved.start].every((one) => one === null);

/** How many things differ from today. */
export const countChanges = (question: Question): number =>
  question.documents.length +
  question.people.length +
  question.extra.length +
  (question.volume_percent === 100 ? 0 : 1);

/** Who can be left out: those who are there, most flexible last, so that taking three hurts least. */
export function spare(people: readonly PersonThere[], there: ReadonlySet<string>, count: number): string[] {
  const skills = (one: PersonThere) => Object.keys(one.skills).length + Object.keys(one.languages).length;
  return people
    .filter((one) => there.has(one.id))
    .toSorted((one, other) => skills(one) - skills(other) || one.name.localeCompare(other.name))
    .slice(0, count)
    .map((one) => one.id);
}

/** A queue's body with its language asked for only so long; what stood in its steps before stays. */
export function withoutLanguageAfter(
  body: Record<string, unknown>,
  seconds: number,
): Record<string, unknown> {
  const steps = (Array.isArray(body['steps']) ? body['steps'] : []) as { after_seconds: number }[];
  const step = { after_seconds: seconds, match_language: false };
  const placed = [...steps.filter((one) => one.after_seconds !== seconds), step];
  return {
    ...body,
    match_language: true,
    steps: placed.toSorted((one, other) => one.after_seconds - other.after_seconds),
  };
}

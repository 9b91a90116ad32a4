/** Each section of a queue's rules, said in sentences as they stand in the form. */
import {
  askedInWords,
  listed,
  say,
  stepsInWords,
  urgency,
  type Asked,
  type Names,
  type Required,
  type Step,
} from '@/ui/rules';
import { spanInWords } from '@/ui/time';
import type { Body } from '@/api/documents';

export interface Weights {
  idle: number;
  occupancy: number;
  skill: number;
  flexibility: number;
}

export interface Deflection {
  above_seconds: number;
  callback: boolean;
  email: boolean;
  link: string;
}

export const number = (body: Body, field: string, otherwise = 0): number => {
  const value = body[field];
  return typeof value === 'number' ? value : otherwise;
};

export const word = (body: Body, field: string): string => {
  const value = body[field];
  return typeof value === 'string' ? value : '';
};

const listAt = <T>(body: Body, field: string): T[] =>
  Array.isArray(body[field]) ? (body[field] as T[]) : [];

export const askedBy = (body: Body): Asked => ({
  teams: listAt<string>(body, 'teams'),
  skills: listAt<Required>(body, 'skills'),
  match_language: body['match_language'] === true,
});

export const stepsOf = (body: Body): Step[] => listAt<Step>(body, 'steps');

export const weightsOf = (body: Body): Weights => ({
  ...{ idle: 50, occupancy: 0, skill: 50, flexibility: 0 },
  ...((body['weights'] ?? {}) as Partial<Weights>),
});

export const deflectionOf = (body: Body): Deflection => ({
  ...{ above_seconds: 0, callback: true, email: true, link: '' },
  ...((body['deflection'] ?? {}) as Partial<Deflection>),
});

export function whoInWords(body: Body, names: Names): string[] {
  const kept = number(body, 'prefer_last_agent_seconds');
  return [
    ...askedInWords(askedBy(body), names),
    ...(kept > 0 ? [say('who.kept', { span: spanInWords(kept) })] : []),
  ];
}

export const USUAL = 5;

function amongQueues(body: Body): string[] {
  const precedence = number(body, 'precedence', USUAL);
  const share = number(body, 'weight');
  return [
    ...(precedence < USUAL ? [say('first.before')] : []),
    ...(precedence > USUAL ? [say('first.behind')] : []),
    ...(share > 0 ? [say('first.share', { count: share })] : []),
  ];
}

export function firstInWords(body: Body): string[] {
  const order = word(body, 'order') || 'age';
  const spanOf = { age: 'ageing_seconds', deadline: 'answer_within_seconds' }[order] ?? 'handle_seconds';
  return [
    say(`first.${order}`, {
      span: spanInWords(number(body, spanOf)),
      cost: number(body, 'cost_per_minute', 1),
    }),
    say('first.enters', {
      priority: urgency(number(body, 'priority', 3)),
      vip: urgency(number(body, 'vip_priority', 1)),
    }),
    ...amongQueues(body),
  ];
}

export const SHARES = ['idle', 'occupancy', 'skill', 'flexibility'] as const;

/** Each weight's part of their sum, in percent; nothing for what does not count. */
export function sharesOf(weights: Weights): [(typeof SHARES)[number], number][] {
  const sum = SHARES.reduce((total, name) => total + weights[name], 0);
  return SHARES.filter((name) => weights[name] > 0).map((name) => [
    name,
    Math.round((100 * weights[name]) / sum),
  ]);
}

export function choiceInWords(body: Body): string[] {
  const choice = word(body, 'choice') || 'longest_idle';
  const shares = sharesOf(weightsOf(body)).map(([name, percent]) =>
    say('asked.share', { percent, what: say(`asked.${name}`) }),
  );
  const free = number(body, 'keep_free');
  return [
    say(`asked.${choice}`, { shares: listed(shares), percent: number(body, 'compare_percent') }),
    ...(free > 0 ? [say('asked.free', { count: free })] : []),
  ];
}

export const whileWaitingInWords = (body: Body, names: Names): string[] =>
  stepsInWords(askedBy(body), stepsOf(body), names);

export function longInWords(body: Body, names: Names): string[] {
  const limit = number(body, 'limit');
  const overflow = word(body, 'overflow');
  const { above_seconds: above, callback, email, link } = deflectionOf(body);
  const ways = [
    ...(callback ? [say('long.callback')] : []),
    ...(email ? [say('long.email')] : []),
    ...(link ? [say('long.link')] : []),
  ];
  const full = overflow
    ? say('long.overflow', { limit, queue: names.queue(overflow) })
    : say('long.told', { limit });
  return [
    limit > 0 ? full : say('long.any'),
    ...(above > 0 && ways.length
      ? [say('long.offered', { span: spanInWords(above), ways: listed(ways, 'disjunction') })]
      : []),
  ];
}

export const clocksInWords = (body: Body): string[] => [
  say('clocks.answer', { answer: spanInWords(number(body, 'answer_within_seconds')) }),
  say('clocks.text', {
    offer: spanInWords(number(body, 'offer_seconds')),
    wrap: spanInWords(number(body, 'wrap_up_seconds')),
    silence: spanInWords(number(body, 'silence_seconds')),
  }),
];

export const hoursInWords = (body: Body, nameOf: (slug: string) => string): string[] => [
  word(body, 'hours') ? say('hours.own', { hours: nameOf(word(body, 'hours')) }) : say('hours.brand'),
];

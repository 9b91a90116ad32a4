/** Every type of node: its picture, its place in the palette, its fields, and what a new one begins with. */
import {
  IconArrowsSplit,
  IconBook,
  IconClockHour4,
  IconClockPause,
  IconCodeDots,
  IconCreditCard,
  IconDoorExit,
  IconFingerprint,
  IconForms,
  IconGitBranch,
  IconListNumbers,
  IconMessage,
  IconMicrophone,
  IconPhoneOutgoing,
  IconRobot,
  IconSend,
  IconShieldCheck,
  IconSitemap,
  IconStar,
  IconTag,
  IconUsers,
  IconVariable,
} from '@tabler/icons-react';
import type { ComponentType } from 'react';
import type { FlowNode, NodeType } from './flow';

export type Shape =
  | 'words'
  | 'line'
  | 'text'
  | 'number'
  | 'seconds'
  | 'flag'
  | 'choice'
  | 'one'
  | 'many'
  | 'expression'
  | 'variable'
  | 'pairs'
  | 'options'
  | 'cases'
  | 'routes'
  | 'arms'
  | 'headers'
  | 'questions'
  | 'answers'
  | 'treatment';

export interface Field {
  name: string;
  shape: Shape;
  /** The kind of document it refers to, for `one` and `many`; for `pairs` what stands left and right. */
  to?: string;
  values?: readonly string[];
  least?: number;
  most?: number;
  /** May be left out: null, or nothing. */
  optional?: boolean;
  /** Folded away with what is seldom needed. */
  rare?: boolean;
  /** Shown only then. */
  when?: (node: FlowNode) => boolean;
}

export type Icon = ComponentType<{ size?: number | string; stroke?: number | string }>;

export interface Kind {
  type: NodeType;
  icon: Icon;
  group: Group;
  fields: readonly Field[];
  fresh: Readonly<Record<string, unknown>>;
}

export const GROUPS = ['talk', 'know', 'people', 'data', 'send', 'way'] as const;
export type Group = (typeof GROUPS)[number];

const words = (name: string, rest: Partial<Field> = {}): Field => ({ name, shape: 'words', ...rest });
const one = (name: string, to: string, rest: Partial<Field> = {}): Field => ({
  name,
  shape: 'one',
  to,
  ...rest,
});
const many = (name: string, to: string, rest: Partial<Field> = {}): Field => ({
  name,
  shape: 'many',
  to,
  ...rest,
});
const expression = (name: string): Field => ({ name, shape: 'expression' });
const choice = (name: string, values: readonly string[], rest: Partial<Field> = {}): Field => ({
  name,
  shape: 'choice',
  values,
  ...rest,
});
const flag = (name: string, rest: Partial<Field> = {}): Field => ({ name, shape: 'flag', ...rest });
const pairs = (name: string, to: string): Field => ({ name, shape: 'pairs', to });
const number = (name: string, least: number, most: number, rest: Partial<Field> = {}): Field => ({
  name,
  shape: 'number',
  least,
  most,
  ...rest,
});
const seconds = (name: string, least = 5, most = 2_592_000, rest: Partial<Field> = {}): Field => ({
  name,
  shape: 'seconds',
  least,
  most,
  ...rest,
});
const RARE = { rare: true } as const;
const RETRIES = number('retries', 0, 5, RARE);
const PATIENCE = seconds('patience_seconds', 5, 2_592_000, RARE);
const TEXT = { text: { es: '', en: '' } };
const PRIORITIES = ['1', '2', '3', '4', '5'];

export const CHECKS = [
  'text', 'number', 'money', 'date', 'time', 'phone', 'email', 'nif', 'iban', 'order', 'choice', 'yes_no', 'file',
] as const; // prettier-ignore

const LIST: readonly Kind[] = [
  { type: 'say', icon: IconMessage, group: 'talk', fields: [words('text')], fresh: { ...TEXT, next: '' } },
  {
    type: 'menu',
    icon: IconListNumbers,
    group: 'talk',
    fields: [words('text'), { name: 'options', shape: 'options' }, words('unknown', RARE), RETRIES, PATIENCE],
    fresh: { ...TEXT, options: [{ label: { es: '', en: '' }, goto: '' }] },
  },
  {
    type: 'ask',
    icon: IconForms,
    group: 'talk',
    fields: [
      words('text'),
      { name: 'variable', shape: 'variable' },
      choice('check', CHECKS),
      { name: 'pattern', shape: 'line', when: (node) => node['check'] === 'order' },
      { name: 'options', shape: 'answers', when: (node) => node['check'] === 'choice' },
      words('invalid', RARE),
      flag('confirm'),
      flag('secret'),
      RETRIES,
      PATIENCE,
    ],
    fresh: { ...TEXT, variable: '', check: 'text', next: '' },
  },
  {
    type: 'survey',
    icon: IconStar,
    group: 'talk',
    fields: [{ name: 'questions', shape: 'questions' }, PATIENCE],
    fresh: { questions: [{ text: { es: '', en: '' }, scale: 'csat' }], next: '' },
  },
  {
    type: 'answer',
    icon: IconBook,
    group: 'know',
    fields: [expression('question'), many('collections', 'collection')],
    fresh: { question: '', next: '', unsure: '' },
  },
  {
    type: 'bot',
    icon: IconRobot,
    group: 'know',
    fields: [
      words('greeting'),
      { name: 'routes', shape: 'routes' },
      { name: 'instructions', shape: 'text' },
      many('collections', 'collection'),
      number('turns', 1, 50, RARE),
      PATIENCE,
    ],
    fresh: { greeting: { es: '', en: '' }, person: '', next: '' },
  },
  {
    type: 'queue',
    icon: IconUsers,
    group: 'people',
    fields: [
      one('queue', 'queue'),
      words('text'),
      one('reason', 'reason', { optional: true }),
      choice('priority', PRIORITIES, { optional: true }),
      seconds('late_seconds'),
      { name: 'treatment', shape: 'treatment', rare: true },
    ],
    fresh: { queue: '' },
  },
  {
    type: 'transfer',
    icon: IconPhoneOutgoing,
    group: 'people',
    fields: [{ name: 'number', shape: 'line' }],
    fresh: { number: '', next: '' },
  },
  {
    type: 'voicemail',
    icon: IconMicrophone,
    group: 'people',
    fields: [words('text'), one('queue', 'queue'), seconds('seconds', 10, 600, RARE)],
    fresh: { ...TEXT, queue: '', next: '' },
  },
  {
    type: 'set',
    icon: IconVariable,
    group: 'data',
    fields: [pairs('values', 'variable=expression')],
    fresh: { values: {}, next: '' },
  },
  {
    type: 'request',
    icon: IconCodeDots,
    group: 'data',
    fields: [
      choice('method', ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']),
      { name: 'url', shape: 'line' },
      { name: 'body', shape: 'text', when: (node) => (node['method'] ?? 'GET') !== 'GET' },
      pairs('take', 'variable=path'),
      { name: 'headers', shape: 'headers', rare: true },
      seconds('timeout_seconds', 1, 30, RARE),
      number('tries', 0, 5, RARE),
    ],
    fresh: { method: 'GET', url: '', take: {}, next: '' },
  },
  {
    type: 'identify',
    icon: IconFingerprint,
    group: 'data',
    fields: [
      choice('by', ['email', 'phone', 'field']),
      one('slug', 'field', { optional: true, when: (node) => node['by'] === 'field' }),
      expression('value'),
    ],
    fresh: { by: 'email', value: '', next: '' },
  },
  {
    type: 'verify',
    icon: IconShieldCheck,
    group: 'data',
    fields: [words('text'), many('channels', 'channel'), RETRIES, PATIENCE],
    fresh: { ...TEXT, next: '' },
  },
  {
    type: 'alter',
    icon: IconTag,
    group: 'data',
    fields: [
      choice('kind', ['enquiry', 'complaint', 'claim', 'incident'], { optional: true }),
      one('reason', 'reason', { optional: true }),
      choice('priority', PRIORITIES, { optional: true }),
      many('tag', 'tag'),
      many('untag', 'tag', RARE),
      pairs('fields', 'field=expression'),
      words('note'),
      flag('open'),
      one('queue', 'queue', { optional: true, when: (node) => node['open'] === true }),
    ],
    fresh: { next: '' },
  },
  {
    type: 'send',
    icon: IconSend,
    group: 'send',
    fields: [one('channel', 'channel', { optional: true }), words('subject'), words('text')],
    fresh: { ...TEXT, next: '' },
  },
  {
    type: 'payment',
    icon: IconCreditCard,
    group: 'send',
    fields: [
      one('payment', 'payment'),
      expression('amount'),
      { name: 'currency', shape: 'line' },
      words('about'),
      words('text'),
      PATIENCE,
    ],
    fresh: { payment: '', amount: '', currency: 'EUR', about: { es: '', en: '' }, ...TEXT, next: '' },
  },
  {
    type: 'condition',
    icon: IconGitBranch,
    group: 'way',
    fields: [{ name: 'cases', shape: 'cases' }],
    fresh: { cases: [{ when: '', goto: '' }], otherwise: '' },
  },
  {
    type: 'hours',
    icon: IconClockHour4,
    group: 'way',
    fields: [one('hours', 'hours', { optional: true })],
    fresh: { open: '', closed: '' },
  },
  {
    type: 'split',
    icon: IconArrowsSplit,
    group: 'way',
    fields: [{ name: 'arms', shape: 'arms' }],
    fresh: { arms: [{ percent: 50, goto: '' }, { percent: 50, goto: '' }] }, // prettier-ignore
  },
  {
    type: 'wait',
    icon: IconClockPause,
    group: 'way',
    fields: [seconds('seconds')],
    fresh: { seconds: 60, next: '' },
  },
  {
    type: 'flow',
    icon: IconSitemap,
    group: 'way',
    fields: [one('flow', 'flow'), pairs('values', 'variable=expression'), pairs('take', 'variable=name')],
    fresh: { flow: '', next: '' },
  },
  {
    type: 'end',
    icon: IconDoorExit,
    group: 'way',
    fields: [
      words('text'),
      flag('resolve'),
      one('disposition', 'disposition', { optional: true }),
      one('reason', 'reason', { optional: true }),
    ],
    fresh: { resolve: true },
  },
];

export const KINDS: Readonly<Record<string, Kind>> = Object.fromEntries(
  LIST.map((kind) => [kind.type, kind]),
);
export const IN_ORDER = LIST;

/** What a field holds when nothing is written, as the server has it. */
export const DEFAULTS: Readonly<Record<string, unknown>> = {
  retries: 2,
  'ask.check': 'text',
  'end.resolve': true,
  'request.method': 'GET',
  'request.timeout_seconds': 5,
  'request.tries': 1,
  'queue.late_seconds': 120,
  'voicemail.seconds': 120,
  'bot.turns': 12,
  'bot.patience_seconds': 600,
  'verify.patience_seconds': 600,
  'payment.patience_seconds': 1800,
  'survey.patience_seconds': 3600,
  patience_seconds: 300,
  'payment.currency': 'EUR',
};

export const byDefault = (type: NodeType, field: string): unknown =>
  DEFAULTS[`${type}.${field}`] ?? DEFAULTS[field];

export const freshNode = (kind: Kind): FlowNode => ({ ...structuredClone(kind.fresh), type: kind.type });

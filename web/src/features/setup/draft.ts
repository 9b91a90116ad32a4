/** What the first run asks for, kept in this browser until it is done; passwords are not kept. */
import type { components } from '@/api/schema';

export type Opening = 'always' | 'office' | 'long' | 'every_day';
export type Acknowledge = 'never' | 'claims' | 'always';

export interface Answers {
  language: string;
  organization: string;
  time_zone: string;
  name: string;
  email: string;
  password: string;
  queue: string;
  chat: boolean;
  chat_name: string;
  color: string;
  opening: Opening;
  holidays: string;
  acknowledge: Acknowledge;
  invites: string;
  mailbox: boolean;
  address: string;
  imap_host: string;
  imap_port: string;
  imap_user: string;
  imap_password: string;
  smtp_relay_host: string;
  smtp_relay_port: string;
  smtp_relay_user: string;
  smtp_relay_password: string;
}

export type Field = keyof Answers;

const KEPT = 'atiende.setup';
const SECRET: readonly Field[] = ['password', 'imap_password', 'smtp_relay_password'];

export const blank = (language: string): Answers => ({
  language,
  organization: '',
  time_zone: Intl.DateTimeFormat().resolvedOptions().timeZone || 'Europe/Madrid',
  name: '',
  email: '',
  password: '',
  queue: 'General',
  chat: true,
  chat_name: 'Chat',
  color: '#1f6f78',
  opening: 'always',
  holidays: '',
  acknowledge: 'claims',
  invites: '',
  mailbox: false,
  address: '',
  imap_host: '',
  imap_port: '',
  imap_user: '',
  imap_password: '',
  smtp_relay_host: '',
  smtp_relay_port: '',
  smtp_relay_user: '',
  smtp_relay_password: '',
});

export interface Progress {
  step: number;
  answers: Answers;
}

type Shelf = Pick<Storage, 'getItem' | 'setItem'>;

export function resume(language: string, shelf: Shelf = localStorage): Progress {
  const fresh = { step: 0, answers: blank(language) };
  try {
    const kept = JSON.parse(shelf.getItem(KEPT) ?? 'null') as Progress | null;
    if (!kept) return fresh;
    const answers = { ...fresh.answers, ...kept.answers };
    return { step: Math.min(kept.step, answers.password ? kept.step : 1), answers };
  } catch {
    return fresh;
  }
}

export function keep({ step, answers }: Progress, shelf: Shelf = localStorage): void {
  const plain = Object.entries(answers).filter(([field]) => !SECRET.includes(field as Field));
  shelf.setItem(KEPT, JSON.stringify({ step, answers: Object.fromEntries(plain) }));
}

export const forget = (): void => localStorage.removeItem(KEPT);

/** The server's names of the fields, and the step each stands on. */
const FIELDS: Readonly<Record<string, Field>> = {
  'admin.name': 'name',
  'admin.email': 'email',
  'admin.password': 'password',
  'queue.name': 'queue',
  'chat.name': 'chat_name',
  'chat.settings.color': 'color',
  'chat.color': 'color',
  'mailbox.address': 'address',
  'mailbox.name': 'address',
  'mailbox.settings.address': 'address',
};

export const fieldOf = (path: string): string =>
  FIELDS[path] ?? path.replace(/^mailbox\.settings\./u, '').replace(/\[.*$/u, '');

export const STEPS: readonly (readonly Field[])[] = [
  ['language', 'organization', 'time_zone'],
  ['name', 'email', 'password'],
  ['queue', 'chat', 'chat_name', 'color'],
  ['opening', 'holidays', 'acknowledge', 'invites'],
  [
    'mailbox',
    'address',
    'imap_host',
    'imap_port',
    'imap_user',
    'imap_password',
    'smtp_relay_host',
    'smtp_relay_port',
    'smtp_relay_user',
    'smtp_relay_password',
  ],
];

export const stepOf = (field: string): number =>
  Math.max(
    0,
    STEPS.findIndex((fields) => (fields as readonly string[]).includes(field)),
  );

function settingsOf(answers: Answers): Record<string, string | number> {
  const words: readonly Field[] = [
    'imap_host',
    'imap_user',
    'imap_password',
    'smtp_relay_host',
    'smtp_relay_user',
    'smtp_relay_password',
  ];
  const ports: readonly Field[] = ['imap_port', 'smtp_relay_port'];
  const filled = (field: Field) => String(answers[field]).trim() !== '';
  return {
    ...Object.fromEntries(words.filter(filled).map((field) => [field, String(answers[field]).trim()])),
    ...Object.fromEntries(ports.filter(filled).map((field) => [field, Number(answers[field])])),
  };
}

export const wanted = (token: string, answers: Answers): components['schemas']['SetupGiven'] => ({
  token,
  organization: answers.organization.trim(),
  time_zone: answers.time_zone,
  language: answers.language,
  admin: { name: answers.name.trim(), email: answers.email.trim(), password: answers.password },
  queue: { name: answers.queue.trim() },
  opening: answers.opening,
  holidays: answers.holidays,
  acknowledge: answers.acknowledge,
  chat: answers.chat ? { name: answers.chat_name.trim(), color: answers.color } : null,
  mailbox: answers.mailbox
    ? { name: answers.address.trim(), address: answers.address.trim(), settings: settingsOf(answers) }
    : null,
});

/** What is still needed on a step before the next. */
export function missing(step: number, answers: Answers): Field[] {
  const needed: readonly (readonly Field[])[] = [
    ['organization', 'time_zone'],
    ['name', 'email', 'password'],
    answers.chat ? ['queue', 'chat_name'] : ['queue'],
    [],
    answers.mailbox ? ['address'] : [],
  ];
  return (needed[step] ?? []).filter((field) => String(answers[field]).trim() === '');
}

/** The addresses to invite, each once, with a name to begin with: ana.lopez@… is Ana Lopez. */
export function guests(invites: string): { name: string; email: string }[] {
  const emails = invites
    .split(/[\s,;]+/u)
    .map((one) => one.trim().toLowerCase())
    .filter((one) => one.includes('@'));
  return [...new Set(emails)].map((email) => ({ email, name: nameOf(email) }));
}

const nameOf = (email: string): string =>
  (email.split('@')[0] ?? '')
    .split(/[._+-]+/u)
    .filter(Boolean)
    .map((word) => word.charAt(0).toLocaleUpperCase() + word.slice(1))
    .join(' ') || email;

export const LEAST_PASSWORD = 10;

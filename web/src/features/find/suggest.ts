/** What could come next in the box: operators begun, and the values they may have. Pure. */
import type { Language } from '@/ui/i18n';

export interface Suggestion {
  /** Stands in place of the word being typed. */
  insert: string;
  /** What it does, by its key in the catalogue; a value says itself. */
  operator: Operator | null;
}

export const OPERATORS = {
  from: { en: 'from', es: 'de' },
  to: { en: 'to', es: 'para' },
  has: { en: 'has', es: 'tiene' },
  is: { en: 'is', es: 'es' },
  tag: { en: 'tag', es: 'etiqueta' },
  channel: { en: 'channel', es: 'canal' },
  queue: { en: 'queue', es: 'cola' },
  agent: { en: 'agent', es: 'agente' },
  kind: { en: 'kind', es: 'tipo' },
  customer: { en: 'customer', es: 'cliente' },
  company: { en: 'company', es: 'empresa' },
  before: { en: 'before', es: 'antes' },
  after: { en: 'after', es: 'después' },
  on: { en: 'on', es: 'fecha' },
} as const;
export type Operator = keyof typeof OPERATORS;

const FIXED: Partial<Record<Operator, Record<Language, readonly string[]>>> = {
  has: { en: ['attachment', 'note', 'promise'], es: ['adjunto', 'nota', 'compromiso'] },
  is: {
    en: ['open', 'resolved', 'unread', 'overdue', 'vip'],
    es: ['abierta', 'resuelta', 'sinleer', 'vencida', 'vip'],
  },
  kind: {
    en: ['enquiry', 'complaint', 'claim', 'incident'],
    es: ['consulta', 'queja', 'reclamación', 'incidencia'],
  },
  channel: { en: ['email', 'chat', 'phone'], es: ['correo', 'chat', 'teléfono'] },
  from: { en: ['me', 'customer'], es: ['yo', 'cliente'] },
  before: { en: ['today', 'last week'], es: ['hoy', 'la semana pasada'] },
  after: { en: ['yesterday', 'last month'], es: ['ayer', 'el mes pasado'] },
  on: { en: ['yesterday', 'last week'], es: ['ayer', 'la semana pasada'] },
};

/** Names from the catalogue for operators that take one. */
export type Names = Partial<Record<Operator, readonly string[]>>;

const fold = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

const MOST = 6;

export function suggestions(text: string, language: Language, names: Names): Suggestion[] {
  const typed = fold(/\S*$/u.exec(text)?.[0] ?? '');
  const [name, value] = typed.split(':');
  if (!name) return [];
  const all = Object.entries(OPERATORS) as [Operator, (typeof OPERATORS)[Operator]][];
  if (value === undefined) {
    return all
      .filter(([, said]) => fold(said[language]).startsWith(name))
      .slice(0, MOST)
      .map(([operator, said]) => ({ insert: `${said[language]}:`, operator }));
  }
  const meant = all.find(([operator, said]) => operator === name || fold(said.es) === name);
  if (!meant) return [];
  const [operator, said] = meant;
  return [...(names[operator] ?? []), ...(FIXED[operator]?.[language] ?? [])]
    .filter((each) => fold(each).startsWith(value.replaceAll('"', '')) && fold(each) !== value)
    .slice(0, MOST)
    .map((each) => ({
      insert: `${said[language]}:${/\s/u.test(each) ? `"${each}"` : each} `,
      operator: null,
    }));
}

export const taken = (text: string, suggestion: Suggestion): string =>
  text.replace(/\S*$/u, suggestion.insert);

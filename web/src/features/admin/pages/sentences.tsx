/** Facts and signs in sentences a person would say. */
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useCatalog } from '@/api/session';
import { textAt } from '@/ui/i18n';
import { useNow, whenShort } from '@/ui/time';
import { isKind } from '../sections';
import type { AuditLine } from './questions';

export interface SignLike {
  code: string;
  params: Readonly<Record<string, string | number>>;
}

/** A sign's sentence; its moments (`…_at`, ms) in words. */
export function useSaySign(): (sign: SignLike) => string {
  useTranslation('admin');
  const now = useNow();
  return ({ code, params }) => {
    const told: Record<string, unknown> = {};
    for (const [name, value] of Object.entries(params)) {
      const moment = name === 'at' || name.endsWith('_at');
      told[name.replace(/_at$/u, '')] = moment && typeof value === 'number' ? whenShort(value, now) : value;
    }
    return textAt(`admin:sign.${code}`, told) ?? code;
  };
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

export interface Thing {
  name: string;
  to: string;
}

/** What a fact was done to, with a way there. */
type Names = (kind: 'agent' | 'queue', id: string) => string;

/** Fields of a fact that name a thing, with the page it has; the first there is counts. */
const NAMED: readonly [field: string, to: string, word: string][] = [
  ['conversation', '/inbox/all/', 'audit.conversation'],
  ['customer', '/customers/', 'audit.customer'],
  ['user', '/admin/users/', 'agent'],
  ['agent', '/admin/users/', 'agent'],
  ['queue', '/admin/queue/', 'queue'],
  ['run', '/admin/import/', 'section.import'],
];

function named(data: AuditLine['data'], names: Names): Thing | null {
  const found = NAMED.find(([field]) => text(data[field]));
  if (!found) return null;
  const [field, to, word] = found;
  const id = text(data[field]);
  const name = word === 'agent' || word === 'queue' ? names(word, id) : (textAt(`admin:${word}`) ?? id);
  return { name, to: `${to}${id}` };
}

/** What a fact was done to, with a way there. */
export function useThing(): (line: AuditLine) => Thing | null {
  const { t } = useTranslation('admin');
  const { agents, queues } = useCatalog();
  const names: Names = (kind, id) =>
    (kind === 'agent'
      ? agents.find((one) => one.id === id)?.name
      : queues.find((one) => one.slug === id)?.name) ?? id;
  return ({ data, changes }) => {
    const [kind, slug] = [text(data['kind']), text(data['slug'])];
    if (isKind(kind) && slug) {
      const renamed = changes.find((one) => one.field === 'name')?.new;
      return { name: `${t(`section.${kind}`)} · ${renamed || slug}`, to: `/admin/${kind}/${slug}` };
    }
    const name = text(data['name']) || text(data['agent_name']);
    return named(data, names) ?? (name ? { name, to: '' } : null);
  };
}

export const nameOfActor = (line: AuditLine): string =>
  line.actor.name || textAt(`admin:actor.${line.actor.type}`) || line.actor.type;

/** "published Queues · Support", with the thing as a link. */
export function Did({ line }: { line: AuditLine }) {
  const thing = useThing()(line);
  const pattern = textAt(`admin:audit.did.${line.fact}`, { thing: '\u0000' });
  const link = thing?.to ? <Link to={thing.to as string}>{thing.name}</Link> : (thing?.name ?? '');
  if (!pattern) {
    return (
      <>
        · {textAt(`admin:fact.${line.fact}`) ?? line.fact}
        {thing && <> · {link}</>}
      </>
    );
  }
  const [before = '', after = ''] = pattern.split('\u0000');
  return (
    <>
      {before}
      {pattern.includes('\u0000') && link}
      {after}
    </>
  );
}

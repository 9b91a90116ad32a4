/** A flow as the designer holds it: a document like any other, never changed in place. Drafts may be half finished. */
import type { Body } from '@/api/documents';

export type NodeType =
  | 'say'
  | 'menu'
  | 'ask'
  | 'survey'
  | 'answer'
  | 'bot'
  | 'queue'
  | 'transfer'
  | 'voicemail'
  | 'set'
  | 'request'
  | 'identify'
  | 'verify'
  | 'alter'
  | 'send'
  | 'payment'
  | 'condition'
  | 'hours'
  | 'split'
  | 'wait'
  | 'flow'
  | 'end';

export interface Words {
  es?: string;
  en?: string;
  more?: Record<string, string>;
  prompt?: string | null;
}

/** Fields differ by type; `kinds.ts` describes them. */
export interface FlowNode extends Record<string, unknown> {
  type: NodeType;
  at?: readonly [number, number] | null;
  goal?: string;
  comment?: string;
}

export interface Variable {
  type?: string;
  initial?: string | number | boolean | null;
  personal?: boolean;
  asked?: boolean;
  name_es?: string;
  name_en?: string;
}

export interface Turn {
  hear?: string | null;
  wait_seconds?: number;
  result?: 'ok' | 'missing' | 'failed' | null;
  values?: Record<string, string | number | boolean | null>;
  took?: boolean;
  say?: string[];
  node?: string | null;
}

export interface Golden {
  name: string;
  channel?: string;
  language?: string;
  at?: string;
  customer?: Record<string, string | number | boolean>;
  conversation?: Record<string, string | number | boolean>;
  turns?: Turn[];
  outcome?: string;
  goal?: string;
}

export type Nodes = Readonly<Record<string, FlowNode>>;

export interface Flow extends Body {
  name?: string;
  name_es?: string;
  purpose?: string;
  /** The recipe it was made from. */
  recipe?: string | null;
  start?: string;
  person?: string | null;
  failed?: string | null;
  languages?: string[];
  variables?: Record<string, Variable>;
  nodes: Nodes;
  tests?: Golden[];
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const list = (value: unknown): Record<string, unknown>[] =>
  Array.isArray(value) ? value.filter(isRecord) : [];

/** Whatever a draft holds, with nodes that can be drawn. */
export function flowOf(body: Body): Flow {
  const held = isRecord(body['nodes']) ? body['nodes'] : {};
  const entries = Object.entries(held);
  const good = entries.filter(([, node]) => isRecord(node) && typeof node['type'] === 'string');
  const nodes = good.length === entries.length ? held : Object.fromEntries(good);
  return nodes === body['nodes'] ? (body as Flow) : { ...body, nodes: nodes as Nodes };
}

export const wordsOf = (value: unknown): Words => (isRecord(value) ? value : {});

/** A text in this language, else in whichever there is. */
export function said(value: unknown, language: string): string {
  const words = wordsOf(value);
  const [first, second] = language.startsWith('es') ? [words.es, words.en] : [words.en, words.es];
  return first || second || Object.values(words.more ?? {})[0] || '';
}

/** `main-menu` reads `Main menu`. */
export function titleOf(id: string): string {
  const text = id.replace(/[-_]+/gu, ' ').trim();
  return text ? text.charAt(0).toUpperCase() + text.slice(1) : id;
}

/** An address for what is called so, none of those taken. */
export function freeId(wanted: string, nodes: Nodes): string {
  const base =
    wanted
      .normalize('NFD')
      .replace(/\p{M}/gu, '')
      .toLowerCase()
      .replace(/[^a-z0-9]+/gu, '-')
      .replace(/^-+|-+$/gu, '')
      .slice(0, 54) || 'node';
  for (let n = 1; ; n += 1) {
    const id = n === 1 ? base : `${base}-${String(n)}`;
    if (!(id in nodes)) return id;
  }
}

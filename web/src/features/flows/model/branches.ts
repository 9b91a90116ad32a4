/** Where a node leads: each way out with its name, what it points at, and how it is pointed elsewhere. */
import { list, said, type FlowNode, type NodeType } from './flow';

export interface Branch {
  /** `next`, or `options.2.goto`. */
  id: string;
  /** The field it is: its name is in the words of the designer. */
  field: string;
  /** What stands on it, where it has words of its own. */
  text: string;
  /** `1`: the key of a menu's option. */
  key: string;
  to: string;
  /** It must lead somewhere; else without one it goes where the flow says. */
  required: boolean;
  failure: boolean;
}

type Static = readonly [field: string, required: boolean];

const ONE: readonly Static[] = [['next', true]];
const WITH_FAILED: readonly Static[] = [...ONE, ['failed', false]];

const STATIC: Readonly<Record<NodeType, readonly Static[]>> = {
  say: ONE,
  menu: [['failed', false]],
  ask: WITH_FAILED,
  survey: ONE,
  answer: [...ONE, ['unsure', true], ['failed', false]],
  bot: [...ONE, ['person', true], ['unsure', false], ['failed', false]],
  queue: [
    ['late', false],
    ['refused', false],
  ],
  transfer: WITH_FAILED,
  voicemail: WITH_FAILED,
  set: WITH_FAILED,
  request: [...ONE, ['missing', false], ['failed', false]],
  identify: WITH_FAILED,
  verify: WITH_FAILED,
  alter: WITH_FAILED,
  send: WITH_FAILED,
  payment: [...ONE, ['paid', false], ['failed', false]],
  condition: [['otherwise', true]],
  hours: [
    ['open', true],
    ['closed', true],
  ],
  split: [],
  wait: ONE,
  flow: WITH_FAILED,
  end: [],
};

/** Lists whose items lead somewhere, with what such an item is called. */
export const LISTS: Readonly<Partial<Record<NodeType, string>>> = {
  menu: 'options',
  condition: 'cases',
  bot: 'routes',
  split: 'arms',
};

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const FAILURES = new Set(['failed', 'missing', 'refused', 'late', 'unsure']);

function wordFor(type: NodeType, item: Record<string, unknown>, language: string): string {
  if (type === 'menu') return said(item['label'], language);
  if (type === 'condition') return text(item['when']);
  if (type === 'bot') return text(item['intent']);
  return `${String(item['percent'] ?? 0)} %`;
}

function ofList(node: FlowNode, language: string): Branch[] {
  const field = LISTS[node.type];
  if (!field) return [];
  return list(node[field]).map((item, index) => ({
    id: `${field}.${String(index)}.goto`,
    field,
    text: wordFor(node.type, item, language),
    key: node.type === 'menu' ? text(item['key']) || String(index + 1) : '',
    to: text(item['goto']),
    required: true,
    failure: false,
  }));
}

export function branchesOf(node: FlowNode, language: string): Branch[] {
  const ways = (STATIC[node.type] ?? []).map(([field, required]) => ({
    id: field,
    field,
    text: '',
    key: '',
    to: text(node[field]),
    required,
    failure: FAILURES.has(field),
  }));
  return [...ofList(node, language), ...ways];
}

/** The same node with one way leading elsewhere; without a target an optional one is as the flow has it. */
export function pointed(node: FlowNode, branch: string, to: string): FlowNode {
  const [field = '', index, inner] = branch.split('.');
  if (index === undefined || inner === undefined) {
    const required = STATIC[node.type]?.find(([name]) => name === field)?.[1] ?? true;
    return { ...node, [field]: to || (required ? '' : null) };
  }
  const items = list(node[field]).map((item, at) => (at === Number(index) ? { ...item, [inner]: to } : item));
  return { ...node, [field]: items };
}

/** Every way that leads to `from` leads to `to` instead. The same node when none does. */
export function redirected(node: FlowNode, from: string, to: string): FlowNode {
  let changed = node;
  for (const branch of branchesOf(node, ''))
    if (branch.to === from) changed = pointed(changed, branch.id, to);
  return changed;
}

/** What differs between two states of a flow, for people: nodes that came, went, changed and were only moved. */
import { flowOf, type Flow, type FlowNode } from './flow';
import type { Body } from '@/api/documents';

export interface NodeChange {
  node: string;
  type: string;
  what: 'added' | 'removed' | 'changed';
  /** The fields that differ, for a changed one. */
  fields: string[];
}

export interface Told {
  nodes: NodeChange[];
  /** Of the flow itself: name, start, variables, … */
  flow: string[];
  tests: boolean;
  /** How many lie elsewhere on the canvas and are otherwise the same. */
  moved: number;
}

const QUIET = new Set(['at', 'type']);
const same = (one: unknown, other: unknown): boolean =>
  one === other || JSON.stringify(plain(one)) === JSON.stringify(plain(other));

/** Nothing written is as good as empty. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.length ? value.map(plain) : null;
  if (typeof value === 'object' && value !== null) {
    const held = Object.entries(value)
      .map(([name, inner]) => [name, plain(inner)] as const)
      .filter(([, inner]) => inner !== null)
      .sort(([one], [other]) => (one < other ? -1 : 1));
    return held.length ? held : null;
  }
  return value === '' || value === undefined || value === false ? null : value;
}

function fieldsOf(one: FlowNode, other: FlowNode): string[] {
  const names = [...new Set([...Object.keys(one), ...Object.keys(other)])];
  const differ = names.filter((name) => !QUIET.has(name) && !same(one[name], other[name]));
  return one.type === other.type ? differ : ['type', ...differ];
}

const APART = new Set(['nodes', 'tests']);

export function told(before: Body, after: Body): Told {
  const [old, now]: [Flow, Flow] = [flowOf(before), flowOf(after)];
  const nodes: NodeChange[] = [];
  let moved = 0;
  for (const [id, node] of Object.entries(now.nodes)) {
    const was = old.nodes[id];
    if (!was) nodes.push({ node: id, type: node.type, what: 'added', fields: [] });
    else {
      const fields = fieldsOf(was, node);
      if (fields.length > 0) nodes.push({ node: id, type: node.type, what: 'changed', fields });
      else if (!same(was.at ?? null, node.at ?? null)) moved += 1;
    }
  }
  for (const [id, node] of Object.entries(old.nodes)) {
    if (!now.nodes[id]) nodes.push({ node: id, type: node.type, what: 'removed', fields: [] });
  }
  const names = [...new Set([...Object.keys(old), ...Object.keys(now)])].filter((name) => !APART.has(name));
  return {
    nodes,
    flow: names.filter((name) => !same(old[name], now[name])),
    tests: !same(old.tests ?? null, now.tests ?? null),
    moved,
  };
}

export const isSame = (one: Told): boolean =>
  one.nodes.length === 0 && one.flow.length === 0 && !one.tests && one.moved === 0;

/** What can be done to a flow. Each takes one and gives another; what was not touched is the very same object. */
import { branchesOf, pointed, redirected } from './branches';
import { freeId, list, type Flow, type FlowNode, type Nodes } from './flow';

export const withNode = (flow: Flow, id: string, node: FlowNode): Flow =>
  flow.nodes[id] === node ? flow : { ...flow, nodes: { ...flow.nodes, [id]: node } };

export const connected = (flow: Flow, from: string, branch: string, to: string): Flow => {
  const node = flow.nodes[from];
  return node ? withNode(flow, from, pointed(node, branch, to)) : flow;
};

const POINTERS = ['start', 'person', 'failed'] as const;

function everywhere(flow: Flow, nodes: Nodes, from: string, to: string): Flow {
  const changed = Object.fromEntries(
    Object.entries(nodes).map(([id, node]) => [id, redirected(node, from, to)]),
  );
  const pointers = POINTERS.filter((field) => flow[field] === from).map((field) => [
    field,
    to || (field === 'start' ? '' : null),
  ]);
  return { ...flow, ...Object.fromEntries(pointers), nodes: changed };
}

/** Tests name nodes too. */
const tests = (flow: Flow, from: string, to: string): Flow =>
  flow.tests?.some((test) => test.turns?.some((turn) => turn.node === from))
    ? {
        ...flow,
        tests: flow.tests.map((test) => ({
          ...test,
          turns: test.turns?.map((turn) => (turn.node === from ? { ...turn, node: to || null } : turn)) ?? [],
        })),
      }
    : flow;

/** A new name; whatever led there leads there still. The order of the nodes stays. */
export function renamed(flow: Flow, from: string, wanted: string): [Flow, string] {
  if (!flow.nodes[from]) return [flow, from];
  const others = Object.fromEntries(Object.entries(flow.nodes).filter(([id]) => id !== from));
  const to = freeId(wanted, others);
  if (to === from) return [flow, from];
  const nodes = Object.fromEntries(
    Object.entries(flow.nodes).map(([id, node]) => [id === from ? to : id, node]),
  );
  return [tests(everywhere(flow, nodes, from, to), from, to), to];
}

/** What led to a node that goes leads where that one led, if there was only one way on. */
export function removed(flow: Flow, ids: readonly string[]): Flow {
  let left = flow;
  for (const id of ids) {
    const node = left.nodes[id];
    if (!node) continue;
    const on = branchesOf(node, '').filter((branch) => branch.required && branch.to && branch.to !== id);
    const nodes = Object.fromEntries(Object.entries(left.nodes).filter(([other]) => other !== id));
    left = tests(everywhere(left, nodes, id, on.length === 1 ? (on[0]?.to ?? '') : ''), id, '');
  }
  return left;
}

export interface Place {
  from: string;
  branch: string;
}

/** A new node on a way: it leads on to where that way led. Without a way it stands alone. */
export function added(flow: Flow, node: FlowNode, wanted: string, after: Place | null): [Flow, string] {
  const id = freeId(wanted, flow.nodes);
  const before = after ? flow.nodes[after.from] : undefined;
  const led = before && branchesOf(before, '').find((branch) => branch.id === after?.branch)?.to;
  const first = branchesOf(node, '').find((branch) => branch.required && !branch.to);
  const fresh = led && first ? pointed(node, first.id, led) : node;
  const nodes = { ...flow.nodes, [id]: fresh };
  const next = { ...flow, nodes, ...(flow.start && flow.nodes[flow.start] ? {} : { start: id }) };
  return [before && after ? connected(next, after.from, after.branch, id) : next, id];
}

/** An item less in the list of a node's ways. */
export function withoutItem(node: FlowNode, field: string, index: number): FlowNode {
  return { ...node, [field]: list(node[field]).filter((_, at) => at !== index) };
}

export function movedItem(node: FlowNode, field: string, index: number, by: number): FlowNode {
  const items = [...list(node[field])];
  const target = index + by;
  const [item] = items.splice(index, 1);
  if (!item || target < 0 || target > items.length) return node;
  items.splice(target, 0, item);
  return { ...node, [field]: items };
}

export type Clip = Readonly<Record<string, FlowNode>>;

export const copied = (flow: Flow, ids: readonly string[]): Clip =>
  Object.fromEntries(ids.flatMap((id) => (flow.nodes[id] ? [[id, flow.nodes[id]]] : [])));

const SHIFT = 48;

/** Copies keep the ways among themselves, and those to nodes that are here. */
export function pasted(flow: Flow, clip: Clip): [Flow, string[]] {
  const names = new Map<string, string>();
  let nodes: Record<string, FlowNode> = { ...flow.nodes };
  for (const [id, node] of Object.entries(clip)) {
    const fresh = freeId(id, nodes);
    names.set(id, fresh);
    const at = node.at ? ([node.at[0] + SHIFT, node.at[1] + SHIFT] as const) : node.at;
    nodes = { ...nodes, [fresh]: { ...node, ...(at === undefined ? {} : { at }) } };
  }
  for (const fresh of names.values()) {
    let node = nodes[fresh];
    if (!node) continue;
    for (const branch of branchesOf(node, '')) {
      const to = names.get(branch.to) ?? (branch.to in flow.nodes ? branch.to : '');
      if (to !== branch.to) node = pointed(node, branch.id, to);
    }
    nodes[fresh] = node;
  }
  return [{ ...flow, nodes }, [...names.values()]];
}

export function moved(flow: Flow, places: ReadonlyMap<string, readonly [number, number]>): Flow {
  const nodes = { ...flow.nodes };
  for (const [id, [x, y]] of places) {
    const node = nodes[id];
    if (node) nodes[id] = { ...node, at: [Math.round(x), Math.round(y)] };
  }
  return { ...flow, nodes };
}

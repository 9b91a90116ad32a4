/** Where nodes lie that nobody has placed: the whole from left to right by dagre, a new one beside what leads to it. */
import { Graph, layout } from '@dagrejs/dagre';
import { branchesOf } from './branches';
import type { Flow, FlowNode } from './flow';
import { heightOf, WIDTH } from './sizes';

export type Places = ReadonlyMap<string, readonly [number, number]>;

const GAP = 28;
const ACROSS = 64;
/** Above this many nodes a way over many ranks costs dagre seconds: they are laid in columns by their distance. */
const MANY = 100;

/** Everything anew. */
export function arranged(flow: Flow, language: string): Places {
  const ids = Object.keys(flow.nodes);
  if (ids.length > MANY) return inColumns(flow, language);
  const graph = new Graph({ multigraph: false });
  graph.setGraph({
    rankdir: 'LR',
    nodesep: GAP,
    ranksep: ACROSS,
  });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const id of ids) {
    const node = flow.nodes[id];
    if (node) graph.setNode(id, { width: WIDTH, height: heightOf(node, language) });
  }
  for (const [from, to, failure] of edges(flow)) {
    graph.setEdge(from, to, { weight: failure ? 1 : 3 });
  }
  layout(graph);
  return new Map(
    ids.map((id) => {
      const { x, y, height } = graph.node(id) as { x: number; y: number; height: number };
      return [id, [Math.round(x - WIDTH / 2), Math.round(y - height / 2)] as const];
    }),
  );
}

/** How many steps each is away from the beginning; what nothing leads to begins anew. */
function distances(flow: Flow): Map<string, number> {
  const far = new Map<string, number>();
  const roots = [flow.start, ...Object.keys(flow.nodes)];
  for (const root of roots) {
    if (root === undefined || far.has(root) || !flow.nodes[root]) continue;
    const waiting = [root];
    far.set(root, 0);
    for (let at = 0; at < waiting.length; at += 1) {
      const id = waiting[at] ?? '';
      const node = flow.nodes[id];
      for (const { to } of node ? branchesOf(node, '') : []) {
        if (!flow.nodes[to] || far.has(to)) continue;
        far.set(to, (far.get(id) ?? 0) + 1);
        waiting.push(to);
      }
    }
  }
  return far;
}

/** A column for each distance, its nodes in the order they were found, each beside what leads to it where it fits. */
function inColumns(flow: Flow, language: string): Places {
  const found = new Map<string, readonly [number, number]>();
  const below: number[] = [];
  const before = new Map<string, string>();
  for (const [from, to] of edges(flow)) if (!before.has(to)) before.set(to, from);
  for (const [id, far] of distances(flow)) {
    const node = flow.nodes[id];
    if (!node) continue;
    const beside = found.get(before.get(id) ?? '')?.[1] ?? 0;
    const y = Math.max(below[far] ?? beside, beside);
    found.set(id, [far * (WIDTH + ACROSS), y]);
    below[far] = y + heightOf(node, language) + GAP;
  }
  return found;
}

function* edges(flow: Flow): Generator<[string, string, boolean]> {
  for (const [id, node] of Object.entries(flow.nodes)) {
    for (const branch of branchesOf(node, '')) {
      if (branch.to !== id && flow.nodes[branch.to]) yield [id, branch.to, branch.failure];
    }
  }
}

interface Box {
  x: number;
  y: number;
  height: number;
}

const clash = (one: Box, other: Box): boolean =>
  Math.abs(one.x - other.x) < WIDTH + 12 &&
  one.y < other.y + other.height + 12 &&
  other.y < one.y + one.height + 12;

function free(wanted: Box, taken: readonly Box[]): Box {
  let box = wanted;
  for (let n = 0; n < 400; n += 1) {
    const other = taken.find((each) => clash(box, each));
    if (!other) return box;
    box = { ...box, y: other.y + other.height + GAP };
  }
  return box;
}

function leading(flow: Flow, to: string): string | undefined {
  for (const [from, target] of edges(flow)) if (target === to) return from;
  return undefined;
}

/** Places for all: their own, those known before, and for the rest one beside what leads there. */
export function placed(flow: Flow, known: Places, language: string): Places {
  const found = new Map<string, readonly [number, number]>();
  const missing: [string, FlowNode][] = [];
  for (const [id, node] of Object.entries(flow.nodes)) {
    const at = node.at ?? known.get(id);
    if (at) found.set(id, at);
    else missing.push([id, node]);
  }
  if (missing.length === 0) return found;
  if (found.size === 0) return arranged(flow, language);
  const boxes = [...found].map(([id, [x, y]]) => ({ x, y, height: height(flow, id, language) }));
  for (const [id, node] of missing) {
    const before = found.get(leading(flow, id) ?? '') ?? boxes.at(-1) ?? { x: 0, y: 0 };
    const [x, y] = 'x' in before ? [before.x, before.y] : before;
    const box = free({ x: x + WIDTH + ACROSS, y, height: heightOf(node, language) }, boxes);
    boxes.push(box);
    found.set(id, [box.x, box.y]);
  }
  return found;
}

const height = (flow: Flow, id: string, language: string): number => {
  const node = flow.nodes[id];
  return node ? heightOf(node, language) : 0;
};

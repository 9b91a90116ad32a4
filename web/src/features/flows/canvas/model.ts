/** The flow as React Flow draws it. What did not change is the same object as before, so that little is drawn again. */
import { MarkerType, Position, type Edge, type Node, type NodeHandle } from '@xyflow/react';
import { branchesOf, type Branch } from '../model/branches';
import type { Flow, FlowNode } from '../model/flow';
import type { Places } from '../model/layout';
import { HEAD, heightOf, ROW, rowsFrom, WIDTH } from '../model/sizes';

export type CanvasNode = Node<{ node: FlowNode; first: boolean }, 'node'>;
export type CanvasEdge = Edge;

const DOT = 10;

function handlesOf(node: FlowNode, language: string): NodeHandle[] {
  const top = rowsFrom(node, language);
  const size = { width: DOT, height: DOT };
  const into = {
    id: 'in',
    type: 'target' as const,
    position: Position.Left,
    x: -DOT / 2,
    y: HEAD / 2 - DOT / 2,
    ...size,
  };
  const out = branchesOf(node, language).map((branch, index) => ({
    id: branch.id,
    type: 'source' as const,
    position: Position.Right,
    x: WIDTH - DOT / 2,
    y: top + index * ROW + ROW / 2 - DOT / 2,
    ...size,
  }));
  return [into, ...out];
}

interface Known {
  node: FlowNode;
  at: readonly [number, number];
  selected: boolean;
  first: boolean;
  made: CanvasNode;
}

/** Remembers what it drew last. */
export class Drawing {
  private nodes = new Map<string, Known>();
  private edges = new Map<string, { node: FlowNode; ways: string; made: CanvasEdge[] }>();
  private all: CanvasEdge[] = [];
  private marked: readonly unknown[] = [];

  draw(flow: Flow, places: Places, selected: ReadonlySet<string>, language: string): CanvasNode[] {
    const next = new Map<string, Known>();
    for (const [id, node] of Object.entries(flow.nodes)) {
      const at = places.get(id) ?? [0, 0];
      const known = this.nodes.get(id);
      const [chosen, first] = [selected.has(id), flow.start === id];
      const same =
        known?.node === node &&
        known.at[0] === at[0] &&
        known.at[1] === at[1] &&
        known.selected === chosen &&
        known.first === first;
      next.set(id, same ? known : this.node(id, { node, at, selected: chosen, first }, known, language));
    }
    this.nodes = next;
    return [...next.values()].map((one) => one.made);
  }

  private node(id: string, wanted: Omit<Known, 'made'>, known: Known | undefined, language: string): Known {
    const { node, at, selected, first } = wanted;
    const alike = known?.node === node && known.first === first;
    const height = alike ? (known.made.height ?? 0) : heightOf(node, language);
    const made: CanvasNode = {
      id,
      type: 'node',
      position: { x: at[0], y: at[1] },
      selected,
      width: WIDTH,
      height,
      measured: { width: WIDTH, height },
      handles: alike ? (known.made.handles ?? []) : handlesOf(node, language),
      data: alike ? known.made.data : { node, first },
    };
    return { ...wanted, made };
  }

  /** `trail`: the ways a simulated conversation took, `from>to`; ways of what is selected stand out. */
  connect(
    flow: Flow,
    selected: ReadonlySet<string>,
    trail: ReadonlySet<string>,
    language: string,
  ): CanvasEdge[] {
    const next: typeof this.edges = new Map();
    const still = this.marked[0] === selected && this.marked[1] === trail;
    this.marked = [selected, trail];
    let changed = this.edges.size !== Object.keys(flow.nodes).length;
    for (const [id, node] of Object.entries(flow.nodes)) {
      const known = this.edges.get(id);
      if (known && still && known.node === node && !changed) {
        next.set(id, known);
        continue;
      }
      const branches = branchesOf(node, language).filter((branch) => branch.to in flow.nodes);
      const ways = branches.map((one) => `${one.id}>${one.to}${markOf(id, one, selected, trail)}`).join(' ');
      const same = known?.ways === ways;
      changed ||= !same;
      const made = same
        ? known.made
        : branches.map((one) => edgeOf(id, one, markOf(id, one, selected, trail)));
      next.set(id, { node, ways, made });
    }
    this.edges = next;
    if (changed) this.all = [...next.values()].flatMap((one) => one.made);
    return this.all;
  }
}

type Mark = 't' | 's' | '.';

const markOf = (
  id: string,
  branch: Branch,
  selected: ReadonlySet<string>,
  trail: ReadonlySet<string>,
): Mark => (trail.has(`${id}>${branch.to}`) ? 't' : selected.has(id) || selected.has(branch.to) ? 's' : '.');

function edgeOf(id: string, branch: Branch, mark: Mark): CanvasEdge {
  const tone = mark === '.' ? (branch.failure ? 'failure' : 'plain') : mark === 't' ? 'trail' : 'near';
  const color = {
    failure: 'var(--control)',
    plain: 'var(--control)',
    trail: 'var(--ok)',
    near: 'var(--accent)',
  }[tone];
  return {
    id: `${id}/${branch.id}`,
    source: id,
    sourceHandle: branch.id,
    target: branch.to,
    targetHandle: 'in',
    className: `tone-${tone}${branch.failure ? ' failing' : ''}`,
    markerEnd: { type: MarkerType.ArrowClosed, color, width: 16, height: 16, markerUnits: 'userSpaceOnUse' },
  };
}

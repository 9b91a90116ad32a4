/** The flow as an outline: each node once, below the way that first leads to it; elsewhere it is only pointed at. */
import { branchesOf, type Branch } from '../model/branches';
import type { Flow } from '../model/flow';

export interface Row {
  /** Unique in the outline: the way it stands on, or the node. */
  key: string;
  depth: number;
  /** The way that leads here; none for where it starts and for what nothing leads to. */
  from: string;
  branch: Branch | null;
  /** Empty: the way leads nowhere yet. */
  node: string;
  /** It stands elsewhere; this only points there. */
  again: boolean;
  hasMore: boolean;
  /** A place among its siblings, from 1. */
  place: number;
  of: number;
  /** The first of those nothing leads to. */
  lost: boolean;
}

type Known = Pick<Row, 'from' | 'branch' | 'place' | 'of' | 'lost' | 'depth'>;

const MOST_DEEP = 60;

export function rowsOf(flow: Flow, folded: ReadonlySet<string>, language: string): Row[] {
  const rows: Row[] = [];
  const seen = new Set<string>();
  const ways = new Map<string, Branch[]>();
  const shown = (id: string): Branch[] => {
    const known = ways.get(id);
    if (known) return known;
    const node = flow.nodes[id];
    const found = node ? branchesOf(node, language).filter((one) => one.to !== '' || one.required) : [];
    ways.set(id, found);
    return found;
  };
  const walk = (id: string, known: Known) => {
    const again = seen.has(id);
    const hasMore = !again && id in flow.nodes && shown(id).length > 0;
    const key = known.branch ? `${known.from}/${known.branch.id}` : `:${id}`;
    rows.push({ ...known, key, node: id in flow.nodes ? id : '', again, hasMore });
    if (again || !(id in flow.nodes)) return;
    seen.add(id);
    // What follows one way only stays on its level: a long conversation is no staircase.
    const below = shown(id);
    if (folded.has(id)) {
      hide(id);
      return;
    }
    const depth = below.length === 1 && known.depth > 0 ? known.depth : Math.min(known.depth + 1, MOST_DEEP);
    below.forEach((branch, index) =>
      walk(branch.to, { from: id, branch, place: index + 1, of: below.length, lost: false, depth }),
    );
  };
  const hide = (id: string) => {
    for (const branch of shown(id)) {
      if (branch.to in flow.nodes && !seen.has(branch.to)) {
        seen.add(branch.to);
        hide(branch.to);
      }
    }
  };
  const top = { from: '', branch: null, depth: 0 } as const;
  if (flow.start && flow.nodes[flow.start]) walk(flow.start, { ...top, place: 1, of: 1, lost: false });
  const also = [flow.person, flow.failed].filter((id): id is string => Boolean(id && flow.nodes[id]));
  for (const id of also) if (!seen.has(id)) walk(id, { ...top, place: 1, of: 1, lost: false });
  let first = true;
  for (const id of Object.keys(flow.nodes)) {
    if (seen.has(id)) continue;
    walk(id, { ...top, place: 1, of: 1, lost: first });
    first = false;
  }
  return rows;
}

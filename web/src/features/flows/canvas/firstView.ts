/** What is seen first: the beginning of the conversation at the left, its first steps at a size that can be read. */
import type { Viewport } from '@xyflow/react';
import { branchesOf } from '../model/branches';
import type { Flow } from '../model/flow';
import type { State } from '../model/store';
import { heightOf, WIDTH } from '../model/sizes';

const STEPS = 10;
const LEAST = 0.62;
const MOST = 0.9;
const MARGIN = 28;

/** The first steps from the start on, nearest first. */
function nearest(flow: Flow): string[] {
  const found = [flow.start ?? '', ...Object.keys(flow.nodes)].filter((id) => id in flow.nodes).slice(0, 1);
  for (let at = 0; at < found.length && found.length < STEPS; at += 1) {
    const node = flow.nodes[found[at] ?? ''];
    const next = node ? branchesOf(node, '').map((branch) => branch.to) : [];
    for (const id of new Set(next)) if (id in flow.nodes && !found.includes(id)) found.push(id);
  }
  return found.slice(0, STEPS);
}

interface Sight {
  width: number;
  height: number;
}

type Seen = Pick<State, 'flow' | 'places' | 'language'>;

export function firstView({ flow, places, language }: Seen, sight: Sight): Viewport {
  const boxes = nearest(flow).flatMap((id) => {
    const [at, node] = [places.get(id), flow.nodes[id]];
    return at && node ? [{ x: at[0], y: at[1], bottom: at[1] + heightOf(node, language) }] : [];
  });
  const [first] = boxes;
  if (!first) return { x: MARGIN, y: MARGIN, zoom: MOST };
  const left = Math.min(...boxes.map(({ x }) => x));
  const right = Math.max(...boxes.map(({ x }) => x)) + WIDTH;
  const top = Math.min(...boxes.map(({ y }) => y));
  const bottom = Math.max(...boxes.map((box) => box.bottom));
  const room = { width: sight.width - 2 * MARGIN, height: sight.height - 2 * MARGIN };
  const fitting = Math.min(room.width / (right - left), room.height / (bottom - top));
  const zoom = Math.max(LEAST, Math.min(MOST, fitting));
  // What does not fit is cut off at the far end, never at the beginning.
  const middle = (bottom - top) * zoom <= room.height ? (top + bottom) / 2 : (first.y + first.bottom) / 2;
  return { x: MARGIN - Math.min(left, first.x) * zoom, y: sight.height / 2 - middle * zoom, zoom };
}

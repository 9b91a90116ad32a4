/** Which node an arrow key leads to: along the ways to left and right, by place up and down. */
import { branchesOf } from '../model/branches';
import type { State } from '../model/store';
import { WIDTH } from '../model/sizes';

export function neighbour(
  state: Pick<State, 'flow' | 'places' | 'selected'>,
  key: string,
): string | undefined {
  if (!['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown'].includes(key)) return undefined;
  const { flow, places } = state;
  const from = state.selected.at(-1);
  const node = from === undefined ? undefined : flow.nodes[from];
  if (from === undefined || !node) return flow.start;
  if (key === 'ArrowRight') return branchesOf(node, '').find((branch) => branch.to in flow.nodes)?.to;
  if (key === 'ArrowLeft') {
    return Object.keys(flow.nodes).find((id) =>
      branchesOf(flow.nodes[id] ?? node, '').some((branch) => branch.to === from),
    );
  }
  const [x, y] = places.get(from) ?? [0, 0];
  const down = key === 'ArrowDown';
  const column = [...places].filter(
    ([id, [left, top]]) => id !== from && Math.abs(left - x) < WIDTH && (down ? top > y : top < y),
  );
  const nearest = column.sort(([, [, one]], [, [, other]]) => Math.abs(one - y) - Math.abs(other - y))[0];
  return nearest?.[0];
}

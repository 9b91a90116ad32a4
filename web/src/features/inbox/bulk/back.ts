/** The way back from a step for many: what each of them was before. Pure. */
import type { components } from '@/api/schema';
import type { Row } from '@/api/types';

export type Wanted = components['schemas']['BulkWanted'];
export type Bulk = Omit<Partial<Wanted>, 'ids'> & Pick<Wanted, 'do'>;

/** What takes a step back, from what each one was before; null where there is no way back. */
export function backOf(wanted: Bulk, before: readonly Row[]): (readonly [string[], Bulk])[] | null {
  const groups = new Map<string, [string[], Bulk]>();
  const add = (row: Row, back: Bulk) => {
    const key = JSON.stringify(back);
    const group = groups.get(key) ?? [[], back];
    group[0].push(row.id);
    groups.set(key, group);
  };
  for (const row of before) {
    const back = backOne(wanted, row);
    if (back === null) return null;
    if (back !== 'nothing') add(row, back);
  }
  return [...groups.values()];
}

type Back = (row: Row, wanted: Bulk) => Bulk | 'nothing';

const whose: Back = (row) => (row.agent ? { do: 'assign', agent: row.agent.id } : { do: 'release' });

const inWork: Back = (row) => (row.status === 'new' || row.status === 'open' ? { do: 'reopen' } : 'nothing');

/** By what was done; a step that is not here has no way back. */
const BACK: Partial<Record<Bulk['do'], Back>> = {
  priority: (row) => ({ do: 'priority', priority: row.priority }),
  kind: (row) => ({ do: 'kind', kind: row.kind }),
  tag: (row, wanted) => backTags(wanted, row),
  take: whose,
  assign: whose,
  release: whose,
  snooze: inWork,
  pend: inWork,
  resolve: inWork,
  read: (row) => (row.unread ? { do: 'unread' } : 'nothing'),
  unread: (row) => (row.unread ? 'nothing' : { do: 'read' }),
};

const backOne = (wanted: Bulk, row: Row): Bulk | 'nothing' | null => BACK[wanted.do]?.(row, wanted) ?? null;

function backTags({ add = [], remove = [] }: Bulk, row: Row): Bulk {
  return {
    do: 'tag',
    add: remove.filter((tag) => row.tags.includes(tag)),
    remove: add.filter((tag) => !row.tags.includes(tag)),
  };
}

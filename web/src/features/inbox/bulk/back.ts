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

function backOne(wanted: Bulk, row: Row): Bulk | 'nothing' | null {
  switch (wanted.do) {
    case 'priority':
      return { do: 'priority', priority: row.priority };
    case 'kind':
      return { do: 'kind', kind: row.kind };
    case 'tag':
      return backTags(wanted, row);
    case 'take':
    case 'assign':
    case 'release':
      return row.agent ? { do: 'assign', agent: row.agent.id } : { do: 'release' };
    case 'snooze':
    case 'pend':
    case 'resolve':
      return row.status === 'new' || row.status === 'open' ? { do: 'reopen' } : 'nothing';
    case 'read':
      return row.unread ? { do: 'unread' } : 'nothing';
    case 'unread':
      return row.unread ? 'nothing' : { do: 'read' };
    default:
      return null;
  }
}

function backTags({ add = [], remove = [] }: Bulk, row: Row): Bulk {
  return {
    do: 'tag',
    add: remove.filter((tag) => row.tags.includes(tag)),
    remove: add.filter((tag) => !row.tags.includes(tag)),
  };
}

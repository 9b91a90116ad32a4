/** One thing done to many conversations in one request, with the way back for those it was done to. */
import i18next from 'i18next';
import { api, told } from '@/api/client';
import { queries } from '@/api/queries';
import type { components } from '@/api/schema';
import type { Row } from '@/api/types';
import { sayProblem } from '@/ui/problem';
import { toast } from '@/ui/toast';
import { undoable } from '@/ui/undo';
import { rowNow } from '../listed';

type Wanted = components['schemas']['BulkWanted'];
export type Bulk = Omit<Partial<Wanted>, 'ids'> & Pick<Wanted, 'do'>;

async function post(ids: readonly string[], wanted: Bulk) {
  const body = { ...wanted, ids: [...ids] } as Wanted;
  return (await told(api.POST('/api/v1/conversations/bulk', { body }))).items;
}

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

function stale(): void {
  for (const key of ['conversations', 'served', 'counts', 'views']) {
    void queries.invalidateQueries({ queryKey: [key] });
  }
}

/** Answers those it was done to. `done` says it, for one or for all. */
export async function stepMany(ids: readonly string[], wanted: Bulk, done: string): Promise<string[]> {
  const before = ids.flatMap((id) => rowNow(id) ?? []);
  try {
    const items = await post(ids, wanted);
    const well = items.filter((item) => item.done).map((item) => item.id);
    const badly = items.filter((item) => !item.done);
    if (badly.length > 0) {
      const why = [...new Set(badly.map((item) => item.detail))].slice(0, 2).join(' ');
      toast.failed(i18next.t('lists:bulk.some', { count: badly.length, why }));
    }
    if (well.length > 0) {
      const back = backOf(
        wanted,
        before.filter((row) => well.includes(row.id)),
      );
      if (back === null) toast.done(done);
      else undoable(done, () => goBack(back));
    }
    return well;
  } catch (error) {
    toast.failed(sayProblem(error));
    return [];
  } finally {
    stale();
  }
}

async function goBack(groups: readonly (readonly [string[], Bulk])[]): Promise<void> {
  for (const [ids, wanted] of groups) await post(ids, wanted);
  stale();
}

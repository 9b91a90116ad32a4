/** One thing done to many conversations in one request, with the way back for those it was done to. */
import i18next from 'i18next';
import { api, told } from '@/api/client';
import { queries } from '@/api/queries';
import { sayProblem } from '@/ui/problem';
import { toast } from '@/ui/toast';
import { undoable } from '@/ui/undo';
import { rowNow } from '../listed';
import { backOf, type Bulk, type Wanted } from './back';

async function post(ids: readonly string[], wanted: Bulk) {
  const body = { ...wanted, ids: [...ids] } as Wanted;
  return (await told(api.POST('/api/v1/conversations/bulk', { body }))).items;
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

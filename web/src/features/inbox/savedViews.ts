/** Saved views as the server has them, their numbers, and in which order this person keeps them. */
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { api, told } from '@/api/client';
import { queries } from '@/api/queries';
import type { SavedView } from '@/api/types';
import { preferences, usePrefs } from '@/ui/prefs';
import type { Sort } from './views';

const ORDER = 'views.order';

export interface Wording {
  name: string;
  filters: Record<string, string>;
  sort: Sort;
  shared: string;
}

export function useSavedViews(): SavedView[] {
  const order = usePrefs((prefs) => prefs.values[ORDER] ?? '');
  const { data } = useQuery({
    queryKey: ['views', 'list'],
    queryFn: async ({ signal }) => (await told(api.GET('/api/v1/views', { signal }))).items,
  });
  return useMemo(() => {
    const at = order.split(',');
    const rank = (view: SavedView) => (at.includes(view.id) ? at.indexOf(view.id) : at.length);
    return [...(data ?? [])].sort((a, b) => rank(a) - rank(b));
  }, [data, order]);
}

export function useViewCounts(): Record<string, number> {
  const { data } = useQuery({
    queryKey: ['views', 'counts'],
    queryFn: async ({ signal }) => (await told(api.GET('/api/v1/views/counts', { signal }))).counts,
  });
  return data ?? {};
}

export function keepOrder(views: readonly SavedView[]): void {
  preferences.set({ [ORDER]: views.map((view) => view.id).join() });
}

export async function saveView(id: string | null, wording: Wording): Promise<SavedView> {
  const saved =
    id === null
      ? await told(api.POST('/api/v1/views', { body: wording }))
      : await told(api.PUT('/api/v1/views/{view_id}', { params: { path: { view_id: id } }, body: wording }));
  await queries.invalidateQueries({ queryKey: ['views'] });
  void queries.invalidateQueries({ queryKey: ['served', saved.id] });
  return saved;
}

export async function dropView(id: string): Promise<void> {
  await told(api.DELETE('/api/v1/views/{view_id}', { params: { path: { view_id: id } } }));
  await queries.invalidateQueries({ queryKey: ['views'] });
}

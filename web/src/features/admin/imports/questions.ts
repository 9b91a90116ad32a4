/** Imports as the server keeps them: uploaded, mapped, tried, run, undone. */
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, ONCE, told } from '@/api/client';
import { queries } from '@/api/queries';
import type { components } from '@/api/schema';

type Schemas = components['schemas'];
export type ImportShort = Schemas['ImportShort'];
export type ImportShown = Schemas['ImportShown'];
export type ImportLine = Schemas['ImportLineShown'];
export type What = 'customers' | 'users' | 'quick_replies' | 'articles';
export type Outcome = 'created' | 'changed' | 'skipped' | 'problem';

const BUSY = new Set(['checking', 'running', 'undoing']);
const SOON = 700;

export const isBusy = (state: string): boolean => BUSY.has(state);

export const useImports = () =>
  useQuery({
    queryKey: ['imports'],
    staleTime: 0,
    queryFn: ({ signal }) => told(api.GET('/api/v1/imports', { signal })),
    refetchInterval: ({ state }) => (state.data?.items.some((one) => isBusy(one.state)) ? SOON : false),
  });

export const useImport = (run: string) =>
  useQuery({
    queryKey: ['imports', run],
    staleTime: 0,
    queryFn: ({ signal }) => told(api.GET('/api/v1/imports/{run_id}', { params: at(run), signal })),
    refetchInterval: ({ state }) => (state.data && isBusy(state.data.state) ? SOON : false),
  });

export const useLines = (run: string, outcome: Outcome, asked: boolean) => {
  const { i18n } = useTranslation();
  return useInfiniteQuery({
    queryKey: ['imports', run, 'lines', outcome, i18n.language],
    enabled: asked,
    staleTime: 0,
    initialPageParam: '0',
    queryFn: ({ pageParam, signal }) =>
      told(
        api.GET('/api/v1/imports/{run_id}/lines', {
          params: { ...at(run), query: { outcome, cursor: Number(pageParam) } },
          signal,
        }),
      ),
    getNextPageParam: (page) => page.next,
  });
};

const at = (run: string) => ({ path: { run_id: run } });

export async function upload(what: What, brand: string, file: File): Promise<ImportShown> {
  const form = new FormData();
  form.append('file', file, file.name);
  form.append('what', what);
  form.append('brand', brand);
  const made = await told(
    api.POST('/api/v1/imports', {
      body: { file: file.name, what, brand },
      bodySerializer: () => form,
      headers: ONCE,
    }),
  );
  await queries.invalidateQueries({ queryKey: ['imports'] });
  return made;
}

export async function map(run: string, mapping: Record<string, string>, existing: string): Promise<void> {
  const shown = await told(
    api.PUT('/api/v1/imports/{run_id}/mapping', {
      params: at(run),
      body: { mapping, existing: existing === 'update' ? 'update' : 'skip' },
    }),
  );
  queries.setQueryData(['imports', run], shown);
}

export async function order(run: string, what: 'check' | 'run' | 'undo'): Promise<void> {
  await told(
    api.POST('/api/v1/imports/{run_id}/{order}', { params: { path: { run_id: run, order: what } } }),
  );
  await queries.invalidateQueries({ queryKey: ['imports'] });
}

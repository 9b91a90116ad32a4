/** The rows of one list, live, with what to do to read on. */
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import { api, told } from '@/api/client';
import { queries } from '@/api/queries';
import { useMe } from '@/api/session';
import type { ListName, Listing, Row, Served, View } from '@/api/types';
import { live, useLive } from '@/live/store';
import { listOptions, PAGE, useList } from './questions';
import { isServed, listed, pinnedFirst, type Sort, VIEWS } from './views';

export interface Listed {
  rows: Row[];
  /** Nothing was ever read: show outlines. */
  first: boolean;
  failed: unknown;
  retry: () => void;
  readOn: () => void;
}

const known = (): Record<string, Row> => useLive.getState().rows as unknown as Record<string, Row>;

async function readServed(view: Served, sort: Sort | null, cursor: string | null, signal?: AbortSignal) {
  const query = { view, sort, cursor, limit: PAGE };
  const page = (await told(api.GET('/api/v1/conversations', { params: { query }, signal }))) as Listing<Row>;
  live.learnRows(page.items);
  return { ids: page.items.map((row) => row.id), next: page.next };
}

const servedOptions = (view: Served, sort: Sort | null) => ({
  queryKey: ['served', view, sort],
  initialPageParam: '',
  staleTime: 10_000,
  queryFn: ({ pageParam, signal }: { pageParam: string; signal?: AbortSignal }) =>
    readServed(view, sort, pageParam || null, signal),
  getNextPageParam: (page: { next: string | null }) => page.next,
});

/** The conversations I keep at the top. */
export function usePins(): ReadonlySet<string> {
  const { data } = useQuery({
    queryKey: ['pins'],
    staleTime: 60_000,
    queryFn: async ({ signal }) => (await readServed('pinned', '-touched_at', null, signal)).ids,
  });
  return useMemo(() => new Set(data), [data]);
}

/** A list whose rows the server names; what each says is live all the same. */
function useServedList(view: Served, sort: Sort | null): Listed {
  const query = useInfiniteQuery({ ...servedOptions(view, sort), placeholderData: keepPreviousData });
  const rows = useLive((state) => state.rows) as unknown as Record<string, Row>;
  const pages = query.isPlaceholderData ? undefined : query.data?.pages;
  const shown = useMemo(
    () => (pages ?? []).flatMap((page) => page.ids).flatMap((id) => (rows[id] ? [rows[id]] : [])),
    [pages, rows],
  );
  return {
    rows: shown,
    first: pages === undefined && !query.isError,
    failed: query.isError && shown.length === 0 ? query.error : null,
    retry: () => void query.refetch(),
    readOn: () => {
      if (query.hasNextPage && !query.isFetching) void query.fetchNextPage();
    },
  };
}

function useOwnList(view: View, sort: Sort): Listed {
  const { user } = useMe();
  const query = useList(view, sort, user.id);
  const rows = useLive((state) => state.rows) as unknown as Record<string, Row>;
  const pages = query.data?.pages;
  const other = query.isPlaceholderData;
  const horizon = other ? Infinity : (pages?.[pages.length - 1]?.horizon ?? Infinity);
  const shown = useMemo(
    () => listed(Object.values(rows), view, sort, user.id, horizon),
    [rows, view, sort, user.id, horizon],
  );
  return {
    rows: shown,
    first: (query.isPending || other) && shown.length === 0,
    failed: query.isError && shown.length === 0 ? query.error : null,
    retry: () => void query.refetch(),
    readOn: () => {
      if (query.hasNextPage && !query.isFetching) void query.fetchNextPage();
    },
  };
}

/** `own` is used while `view` is one of the six lists this desk keeps itself; both hooks stay mounted, one rests. */
export function useListed(view: ListName, sort: Sort, savedSort: boolean): Listed {
  const served = isServed(view);
  const own = useOwnList(served ? 'mine' : view, sort);
  const theirs = useServedList(served ? view : 'mentions', served && savedSort ? null : sort);
  const pins = usePins();
  const list = served ? theirs : own;
  const rows = useMemo(() => pinnedFirst(list.rows, pins), [list.rows, pins]);
  return { ...list, rows };
}

/** Reads the other lists' first pages while nothing else is to be done, so that a switch shows rows at once. */
export function useReadAhead(sort: Sort, saved: readonly string[]): void {
  const { user } = useMe();
  const epoch = useLive((state) => state.listsEpoch);
  const names = saved.join();
  useEffect(() => {
    const timer = setTimeout(
      () => void readAhead(sort, user.id, epoch, names.split(',').filter(isServed)),
      600,
    );
    return () => clearTimeout(timer);
  }, [sort, user.id, epoch, names]);
}

async function readAhead(sort: Sort, me: string, epoch: number, saved: readonly Served[]): Promise<void> {
  for (const view of VIEWS) await queries.prefetchInfiniteQuery(listOptions(view, sort, me, epoch));
  for (const view of ['mentions', 'team'] as const) {
    await queries.prefetchInfiniteQuery(servedOptions(view, sort));
  }
  for (const view of saved) await queries.prefetchInfiniteQuery(servedOptions(view, null));
}

/** One row as it stands now; undefined when this desk does not know it. */
export const rowNow = (id: string): Row | undefined => known()[id];

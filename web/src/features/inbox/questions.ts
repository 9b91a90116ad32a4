/** What the inbox asks the server over REST, and how the answers join what is live. */
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { get, post } from '@/api/client';
import type { Conversation, Counts, Draft, Entry, Listing, Receipt, Row, View } from '@/api/types';
import { live, useLive } from '@/live/store';
import { belongs, rankOf, type Sort } from './views';

const PAGE = 50;

const rowsNow = (): Record<string, Row> => useLive.getState().rows as unknown as Record<string, Row>;

interface Page {
  next: string | null;
  /** The rank of the last row read; endless when there are no more. */
  horizon: number;
}

/** Rows that stood in this stretch of the list before it was read, unchanged since, and are not in it any more. */
function gone(
  before: Record<string, Row>,
  page: Listing<Row>,
  view: View,
  me: string,
  span: (row: Row) => boolean,
) {
  const now = rowsNow();
  const read = new Set(page.items.map((row) => row.id));
  return Object.values(before)
    .filter((row) => belongs(row, view, me) && span(row) && !read.has(row.id) && now[row.id] === row)
    .map((row) => row.id);
}

export function useList(view: View, sort: Sort, me: string) {
  const epoch = useLive((state) => state.listsEpoch);
  return useInfiniteQuery({
    queryKey: ['conversations', view, sort, epoch],
    initialPageParam: { cursor: '', from: -Infinity },
    staleTime: 15_000,
    placeholderData: keepPreviousData,
    queryFn: async ({ pageParam, signal }): Promise<Page> => {
      const before = rowsNow();
      const order = sort === 'recent' ? '-touched_at' : 'waiting';
      const page = await get<Listing<Row>>(
        '/api/v1/conversations',
        { view, sort: order, cursor: pageParam.cursor, limit: PAGE },
        signal,
      );
      const last = page.items[page.items.length - 1];
      const horizon = page.next === null || !last ? Infinity : rankOf(last, sort);
      const inSpan = (row: Row) => rankOf(row, sort) > pageParam.from && rankOf(row, sort) <= horizon;
      live.dropRows(gone(before, page, view, me, inSpan));
      live.learnRows(page.items);
      return { next: page.next, horizon };
    },
    getNextPageParam: (page) => (page.next === null ? null : { cursor: page.next, from: page.horizon }),
  });
}

export function useCounts(): Counts | null {
  const epoch = useLive((state) => state.listsEpoch);
  const counts = useLive((state) => state.counts) as Counts | null;
  const { data } = useQuery({
    queryKey: ['counts', epoch],
    queryFn: ({ signal }) => get<Counts>('/api/v1/conversations/counts', undefined, signal),
  });
  useEffect(() => {
    if (data) live.learnCounts({ ...data });
  }, [data]);
  return counts;
}

/** The open conversation: its details over REST, under the newest row the line brought. */
export function useConversation(id: string) {
  const row = useLive((state) => state.rows[id]) as Row | undefined;
  const query = useQuery({
    queryKey: ['conversation', id],
    queryFn: async ({ signal }) => {
      const found = await get<Conversation>(`/api/v1/conversations/${id}`, undefined, signal);
      live.learnRows([found]);
      return found;
    },
  });
  const fresh =
    query.data && row && row.touched_at >= query.data.touched_at ? { ...query.data, ...row } : query.data;
  return { ...query, conversation: fresh, row };
}

export function useTimeline(id: string) {
  const epoch = useLive((state) => state.listsEpoch);
  const thread = useLive((state) => state.threads[id]);
  useEffect(() => {
    live.openThread(id);
  }, [id]);
  const query = useQuery({
    queryKey: ['timeline', id, epoch],
    staleTime: 0,
    gcTime: 0,
    queryFn: async ({ signal }) => {
      const page = await get<Listing<Entry>>(`/api/v1/conversations/${id}/timeline`, { limit: PAGE }, signal);
      live.learnNewest(id, page.items, page.next);
      return page.items.length;
    },
  });
  return { thread, failed: query.isError && !thread?.loaded ? query.error : null, retry: query.refetch };
}

export async function readOlder(id: string, cursor: string): Promise<void> {
  const page = await get<Listing<Entry>>(`/api/v1/conversations/${id}/timeline`, {
    limit: PAGE,
    before: cursor,
  });
  live.learnOlder(id, page.items, page.next);
}

export const useReceipts = (interaction: string, open: boolean) =>
  useQuery({
    queryKey: ['receipts', interaction],
    enabled: open,
    queryFn: ({ signal }) =>
      get<{ items: Receipt[] }>(`/api/v1/interactions/${interaction}/receipts`, undefined, signal),
  });

export const readDraft = (id: string, kind: 'reply' | 'note'): Promise<Draft> =>
  get<Draft>(`/api/v1/conversations/${id}/drafts/${kind}`);

/** One of the things done to a conversation; its answer is the conversation as it is now. */
export async function act(
  id: string,
  verb: string,
  body: Record<string, unknown> = {},
): Promise<Conversation> {
  const changed = await post<Conversation>(`/api/v1/conversations/${id}/${verb}`, body);
  live.learnRows([changed]);
  return changed;
}

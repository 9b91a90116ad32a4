/** What the inbox asks the server over REST, and how the answers join what is live. */
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { api, told } from '@/api/client';
import type { paths } from '@/api/schema';
import type { Conversation, Counts, Entry, Listing, Row, View } from '@/api/types';
import { queries } from '@/api/queries';
import { live, useLive } from '@/live/store';
import { write } from './drafts';
import { belongs, rankOf, type Sort } from './views';

export const PAGE = 50;

const at = (id: string) => ({ path: { conversation_id: id } });

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

export const listOptions = (view: View, sort: Sort, me: string, epoch: number) => ({
  queryKey: ['conversations', view, sort, epoch],
  initialPageParam: { cursor: '', from: -Infinity },
  staleTime: 15_000,
  queryFn: async ({
    pageParam,
    signal,
  }: {
    pageParam: { cursor: string; from: number };
    signal?: AbortSignal;
  }): Promise<Page> => {
    const before = rowsNow();
    const query = { view, sort, cursor: pageParam.cursor || null, limit: PAGE };
    const page = (await told(
      api.GET('/api/v1/conversations', { params: { query }, signal }),
    )) as Listing<Row>;
    const last = page.items[page.items.length - 1];
    const horizon = page.next === null || !last ? Infinity : rankOf(last, sort);
    const inSpan = (row: Row) => rankOf(row, sort) > pageParam.from && rankOf(row, sort) <= horizon;
    live.dropRows(gone(before, page, view, me, inSpan));
    live.learnRows(page.items);
    return { next: page.next, horizon };
  },
  getNextPageParam: (page: Page) => (page.next === null ? null : { cursor: page.next, from: page.horizon }),
});

export function useList(view: View, sort: Sort, me: string) {
  const epoch = useLive((state) => state.listsEpoch);
  return useInfiniteQuery({ ...listOptions(view, sort, me, epoch), placeholderData: keepPreviousData });
}

export function useCounts(): Counts | null {
  const epoch = useLive((state) => state.listsEpoch);
  const counts = useLive((state) => state.counts) as Counts | null;
  const { data } = useQuery({
    queryKey: ['counts', epoch],
    queryFn: ({ signal }) => told(api.GET('/api/v1/conversations/counts', { signal })),
  });
  useEffect(() => {
    if (data) live.learnCounts({ ...data });
  }, [data]);
  return counts;
}

/** What only the details know; a row in the store may carry older ones along. */
const detailsOf = ({
  disposition,
  previous,
  endpoints,
  reply_endpoint,
  interactions,
  viewers,
}: Conversation) => ({
  disposition,
  previous,
  endpoints,
  reply_endpoint,
  interactions,
  viewers,
});

/** The open conversation: its details over REST, under the newest row the line brought. */
export function useConversation(id: string) {
  const row = useLive((state) => state.rows[id]) as Row | undefined;
  const query = useQuery({
    queryKey: ['conversation', id],
    queryFn: async ({ signal }) => {
      const found = (await told(
        api.GET('/api/v1/conversations/{conversation_id}', { params: at(id), signal }),
      )) as Conversation;
      live.learnRows([found]);
      return found;
    },
  });
  const newer = query.data && row && row.touched_at >= query.data.touched_at;
  const fresh = newer ? { ...query.data, ...row, ...detailsOf(query.data) } : query.data;
  return { ...query, conversation: fresh, row };
}

async function readTimeline(
  id: string,
  before: string | null,
  signal?: AbortSignal,
): Promise<Listing<Entry>> {
  const params = { ...at(id), query: { limit: PAGE, before } };
  const page = await told(api.GET('/api/v1/conversations/{conversation_id}/timeline', { params, signal }));
  return page as Listing<Entry>;
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
      const page = await readTimeline(id, null, signal);
      live.learnNewest(id, page.items, page.next);
      return page.items.length;
    },
  });
  return { thread, failed: query.isError && !thread?.loaded ? query.error : null, retry: query.refetch };
}

export async function readOlder(id: string, cursor: string): Promise<void> {
  const page = await readTimeline(id, cursor);
  live.learnOlder(id, page.items, page.next);
}

export const useReceipts = (interaction: string, open: boolean) =>
  useQuery({
    queryKey: ['receipts', interaction],
    enabled: open,
    queryFn: ({ signal }) =>
      told(
        api.GET('/api/v1/interactions/{interaction_id}/receipts', {
          params: { path: { interaction_id: interaction } },
          signal,
        }),
      ),
  });

type StepPath = Extract<keyof paths, `/api/v1/conversations/{conversation_id}/${string}`>;
type StepOf<Path> = Path extends `/api/v1/conversations/{conversation_id}/${infer Verb}` ? Verb : never;
type BodyOf<Path extends StepPath> = paths[Path] extends {
  post: { requestBody: { content: { 'application/json': infer Body } } };
}
  ? Body
  : undefined;

/** The steps that answer with the conversation as it is afterwards. */
export type Step = Exclude<StepOf<StepPath>, 'timeline' | 'messages' | 'notes' | 'drafts/{mode}'>;

/** One of the things done to a conversation; its answer is the conversation as it is now. */
export async function act<Verb extends Step>(
  id: string,
  verb: Verb,
  body?: BodyOf<`/api/v1/conversations/{conversation_id}/${Verb}`>,
): Promise<Conversation> {
  const step = api.POST as (
    path: string,
    options: { params: { path: { conversation_id: string } }; body: unknown },
  ) => Promise<{ data?: unknown }>;
  const path = `/api/v1/conversations/{conversation_id}/${verb}`;
  const changed = (await told(step(path, { params: at(id), body }))) as Conversation;
  live.learnRows([changed]);
  return changed;
}

/** Makes the customer reachable by mail and turns the answer to it. */
export async function addAddress(conversation: Conversation, address: string): Promise<void> {
  const params = { path: { customer_id: conversation.customer.id } };
  await told(
    api.POST('/api/v1/customers/{customer_id}/identities', { params, body: { channel: 'email', address } }),
  );
  await queries.invalidateQueries({ queryKey: ['customer', conversation.customer.id] });
  const fresh = await told(
    api.GET('/api/v1/conversations/{conversation_id}', { params: at(conversation.id) }),
  );
  queries.setQueryData(['conversation', conversation.id], fresh);
  const mail = fresh.endpoints.find((option) => option.channel === 'email');
  if (mail) write(conversation.id, 'reply', { endpoint: mail.endpoint });
}

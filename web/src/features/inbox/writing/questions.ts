/** What the composer asks the server: ready-made texts, people to name, what is still held, moments ahead. */
import { useQuery } from '@tanstack/react-query';
import { api, told } from '@/api/client';
import { queries } from '@/api/queries';
import type { Held } from '@/api/types';

const KEPT = 60_000;

export const useQuickReplies = (conversation: string, channel: string, wanted: boolean) =>
  useQuery({
    queryKey: ['quick-replies', conversation, channel],
    enabled: wanted,
    staleTime: KEPT,
    queryFn: ({ signal }) =>
      told(api.GET('/api/v1/quick-replies', { params: { query: { conversation, channel } }, signal })),
  });

export const useMacros = (conversation: string, wanted: boolean) =>
  useQuery({
    queryKey: ['macros', conversation],
    enabled: wanted,
    staleTime: KEPT,
    queryFn: ({ signal }) =>
      told(
        api.GET('/api/v1/conversations/{conversation_id}/macros', {
          params: { path: { conversation_id: conversation } },
          signal,
        }),
      ),
  });

/** While somebody types: it is not kept as something that was looked for. */
export const useKnowledge = (conversation: string, words: string, wanted: boolean) =>
  useQuery({
    queryKey: ['knowledge-typed', conversation, words],
    enabled: wanted,
    staleTime: KEPT,
    queryFn: ({ signal }) =>
      told(
        api.GET('/api/v1/knowledge/search', {
          params: { query: { q: words, conversation, typed: true } },
          signal,
        }),
      ),
  });

/** An article was put into the answer. */
export const noteArticle = (article: string, conversation: string): void => {
  api.POST('/api/v1/knowledge/used', { body: { article, conversation, how: 'link' } }).catch(() => undefined);
};

export const useColleagues = (conversation: string, wanted: boolean) =>
  useQuery({
    queryKey: ['colleagues', conversation],
    enabled: wanted,
    staleTime: KEPT,
    queryFn: ({ signal }) =>
      told(
        api.GET('/api/v1/conversations/{conversation_id}/colleagues', {
          params: { path: { conversation_id: conversation } },
          signal,
        }),
      ),
  });

export const useMoments = (conversation: string) =>
  useQuery({
    queryKey: ['moments', conversation],
    queryFn: ({ signal }) =>
      told(
        api.GET('/api/v1/conversations/{conversation_id}/moments', {
          params: { path: { conversation_id: conversation } },
          signal,
        }),
      ),
  });

const heldKey = (conversation: string) => ['held', conversation];

export function useHeld(conversation: string): Held[] {
  const { data } = useQuery({
    queryKey: heldKey(conversation),
    queryFn: async ({ signal }) => {
      const params = { path: { conversation_id: conversation } };
      const page = await told(api.GET('/api/v1/conversations/{conversation_id}/held', { params, signal }));
      return page.items as Held[];
    },
  });
  return data ?? NONE;
}

const NONE: Held[] = [];

/** One that was just held, shown before the list is asked for again. */
export function learnHeld(held: Held): void {
  queries.setQueryData<Held[]>(heldKey(held.conversation), (was) => [
    ...(was ?? []).filter((each) => each.id !== held.id),
    held,
  ]);
}

export function forgetHeld(held: Held): void {
  queries.setQueryData<Held[]>(heldKey(held.conversation), (was) =>
    (was ?? []).filter((each) => each.id !== held.id),
  );
}

/** What the search page asks. A question that is overtaken by the next one is cancelled. */
import { keepPreviousData, useInfiniteQuery, type InfiniteData } from '@tanstack/react-query';
import { api, told } from '@/api/client';
import type { components } from '@/api/schema';
import type { Asked } from './search';

type Schemas = components['schemas'];
export type Found = Schemas['Found'];
export type MessageHit = Schemas['MessageHit'];
export type OrganizationHit = Schemas['OrganizationHit'];
export type Stretch = Schemas['Stretch'];
export type Understanding = Schemas['Understanding'];

/** Where a group goes on; nothing when all groups are shown at once. */
function next(found: Found, { type }: Asked): string | null {
  if (type === 'messages') return found.messages.next;
  return type === 'customers' ? found.customers.next : null;
}

/** What was written this very moment takes a second to be found: who sees nothing is asked for again. */
const AGAIN = 4_000;

const isNothing = (found: Found): boolean =>
  found.messages.items.length +
    found.customers.items.length +
    found.organizations.length +
    found.conversations.length ===
  0;

export const useFound = (asked: Asked) =>
  useInfiniteQuery({
    queryKey: ['find', asked.q, asked.type],
    enabled: asked.q.trim() !== '',
    initialPageParam: '',
    staleTime: 5_000,
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }: { state: { data?: InfiniteData<Found> | undefined } }) =>
      state.data?.pages.every(isNothing) ? AGAIN : false,
    queryFn: ({ pageParam, signal }) =>
      told(
        api.GET('/api/v1/search', {
          params: { query: { q: asked.q, type: asked.type, cursor: pageParam || null } },
          signal,
        }),
      ),
    getNextPageParam: (page) => next(page, asked),
  });

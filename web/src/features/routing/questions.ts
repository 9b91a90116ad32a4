/** What the floor is asked. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { api, told } from '@/api/client';
import type { components } from '@/api/schema';

type Schemas = components['schemas'];
export type Why = Schemas['Why'];
export type WouldGet = Schemas['WouldGet'];
export type Candidate = Schemas['Candidate'];
export type Receipt = Schemas['Receipt'];
export type Rules = Schemas['Rules'];
export type StepState = Schemas['StepState'];

/** While somebody reads it, things go on: asked again now and then. */
const EVERY = 5_000;

const of = (interaction: string) => ({ path: { interaction_id: interaction } });

export const useWhy = (interaction: string) =>
  useQuery({
    queryKey: ['why', interaction],
    queryFn: ({ signal }) =>
      told(api.GET('/api/v1/interactions/{interaction_id}/why', { params: of(interaction), signal })),
    staleTime: 0,
    refetchInterval: ({ state }) => (state.data?.waiting ? EVERY : false),
  });

export const useReceipts = (interaction: string) =>
  useQuery({
    queryKey: ['receipts', interaction],
    queryFn: ({ signal }) =>
      told(api.GET('/api/v1/interactions/{interaction_id}/receipts', { params: of(interaction), signal })),
    staleTime: 0,
  });

/** The dry run as it stands in the address. */
export interface Wish {
  queue: string;
  channel: string;
  language: string;
  skills: string;
  priority: string;
  vip: boolean;
  reason: string;
  agent: string;
}

export const useWho = (wish: Wish) =>
  useQuery({
    queryKey: ['who', wish],
    enabled: wish.queue !== '',
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) =>
      told(
        api.GET('/api/v1/routing/who', {
          params: { query: { ...wish, priority: wish.priority ? Number(wish.priority) : null } },
          signal,
        }),
      ),
    staleTime: 0,
    refetchInterval: EVERY,
  });

/** The centre as it was: at a moment, through a day, and a decision made again. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { api, told } from '@/api/client';
import type { components } from '@/api/schema';

type Schemas = components['schemas'];
export type Past = Schemas['Past'];
export type QueueThen = Past['queues'][number];
export type AgentThen = Past['agents'][number];
export type WaitingThen = Past['waiting'][number];
export type OfferThen = Past['offers'][number];
export type Pulse = Schemas['PulseShown'];

/** What is over does not change: it is read once. */
export const usePast = (at: number) =>
  useQuery({
    queryKey: ['past', at],
    queryFn: ({ signal }) =>
      told(api.GET('/api/v1/past', { params: { query: { at: new Date(at).toISOString() } }, signal })),
    staleTime: Infinity,
    placeholderData: keepPreviousData,
  });

export const useMoments = (from: number, to: number, over: boolean) =>
  useQuery({
    queryKey: ['past-moments', from, over],
    queryFn: ({ signal }) => {
      const query = { from: new Date(from).toISOString(), to: new Date(to).toISOString() };
      return told(api.GET('/api/v1/past/moments', { params: { query }, signal }));
    },
    staleTime: over ? Infinity : 30_000,
  });

export const decideAgain = (offer: string) =>
  told(api.GET('/api/v1/past/why', { params: { query: { offer } } }));

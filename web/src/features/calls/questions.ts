/** What the page of calls asks of the server. */
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { api, told } from '@/api/client';
import { queries } from '@/api/queries';
import type { components } from '@/api/schema';

export type Missed = components['schemas']['MissedShown'];
export type Voicemail = components['schemas']['VoicemailShown'];
export type RecordingFound = components['schemas']['RecordingFound'];
export interface RecordingAsked {
  queue: string;
  agent: string;
  least_seconds: number;
}
export type Blocked = components['schemas']['BlockedShown'];

const FRESH = 10_000;
const often = { staleTime: FRESH, refetchInterval: FRESH * 2, placeholderData: keepPreviousData } as const;

export const useMissed = (days: number) =>
  useQuery({
    queryKey: ['calls', 'missed', days],
    queryFn: ({ signal }) => told(api.GET('/api/v1/missed_calls', { params: { query: { days } }, signal })),
    ...often,
  });

export const useVoicemails = (days: number) =>
  useQuery({
    queryKey: ['calls', 'voicemails', days],
    queryFn: ({ signal }) => told(api.GET('/api/v1/voicemails', { params: { query: { days } }, signal })),
    ...often,
  });

/** With a `sample`: so many by lot, the same for the same seed, and no further page. */
export const useRecordings = (query: RecordingAsked & { days: number; sample?: number; seed?: number }) =>
  useInfiniteQuery({
    queryKey: ['calls', 'recordings', query],
    queryFn: ({ signal, pageParam }) =>
      told(
        api.GET('/api/v1/recordings', {
          params: { query: { ...query, ...(pageParam ? { cursor: pageParam } : {}) } },
          signal,
        }),
      ),
    initialPageParam: '',
    getNextPageParam: (last) => last.next ?? undefined,
    placeholderData: keepPreviousData,
  });

export const useBlocked = () =>
  useQuery({
    queryKey: ['calls', 'blocked'],
    queryFn: ({ signal }) => told(api.GET('/api/v1/blocked_callers', { signal })),
  });

const again = () => queries.invalidateQueries({ queryKey: ['calls', 'blocked'] });

export async function block(number: string, why: string): Promise<void> {
  await told(api.POST('/api/v1/blocked_callers', { body: { number, why } }));
  await again();
}

export async function unblock(blocked_id: string): Promise<void> {
  await told(api.DELETE('/api/v1/blocked_callers/{blocked_id}', { params: { path: { blocked_id } } }));
  await again();
}

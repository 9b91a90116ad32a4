/** What is up, what is told, and what a supervisor does about it. */
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { api, told } from '@/api/client';
import { queries } from '@/api/queries';
import type { components } from '@/api/schema';
import { line } from '@/live/socket';

type Schemas = components['schemas'];
export type CanaryShown = Schemas['CanaryShown'];
export type NoticeShown = Schemas['NoticeShown'];
export type NoticeWanted = Schemas['NoticeWanted'];

const KINDS: ReadonlySet<string> = new Set([
  'CanaryRaised',
  'CanaryGrew',
  'CanaryEnded',
  'NoticeRaised',
  'NoticeEnded',
]);

const again = (): void => {
  void queries.invalidateQueries({ queryKey: ['notices'] });
  void queries.invalidateQueries({ queryKey: ['canaries'] });
};

/** Asks anew whenever a fact says that something changed. */
export function useNews(): void {
  useEffect(
    () =>
      line.listen((frame) => {
        const kind = frame.op === 'fact' ? String((frame.fact as { fact?: string }).fact) : '';
        if (KINDS.has(kind) || frame.op === 'resumed') again();
      }),
    [],
  );
}

export const useInForce = () =>
  useQuery({
    queryKey: ['notices', 'now'],
    queryFn: ({ signal }) => told(api.GET('/api/v1/notices', { signal })),
    staleTime: 60_000,
  });

export const useLatest = () =>
  useQuery({
    queryKey: ['notices', 'latest'],
    queryFn: ({ signal }) => told(api.GET('/api/v1/board/notices', { signal })),
    staleTime: 0,
  });

export const useCanaries = (up: boolean, enabled = true) =>
  useQuery({
    queryKey: ['canaries', up],
    queryFn: ({ signal }) => told(api.GET('/api/v1/canaries', { params: { query: { up } }, signal })),
    staleTime: 30_000,
    enabled,
  });

export const useProposal = (canary: string) =>
  useQuery({
    queryKey: ['canaries', 'proposal', canary],
    queryFn: ({ signal }) =>
      told(
        api.GET('/api/v1/canaries/{canary_id}/proposal', { params: { path: { canary_id: canary } }, signal }),
      ),
    enabled: canary !== '',
    staleTime: 0,
  });

export async function raiseNotice(body: NoticeWanted): Promise<NoticeShown> {
  const made = await told(api.POST('/api/v1/notices', { body }));
  again();
  return made;
}

export async function endNotice(id: string): Promise<void> {
  await told(api.DELETE('/api/v1/notices/{notice_id}', { params: { path: { notice_id: id } } }));
  again();
}

export async function dismissCanary(id: string): Promise<void> {
  await told(api.DELETE('/api/v1/canaries/{canary_id}', { params: { path: { canary_id: id } } }));
  again();
}

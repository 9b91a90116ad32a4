/** What this feature asks the server: promises and tasks, and who is calling. */
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { api, told } from '@/api/client';
import { queries } from '@/api/queries';
import type { components } from '@/api/schema';

export type Commitment = components['schemas']['CommitmentShown'];
export type WhoCalls = components['schemas']['WhoCalls'];
export type Caller = components['schemas']['Caller'];
export type TaskView = 'mine' | 'team' | 'overdue' | 'done';

export const TASK_VIEWS: readonly TaskView[] = ['mine', 'team', 'overdue', 'done'];

export const useTasks = (view: TaskView) =>
  useInfiniteQuery({
    queryKey: ['commitments', view],
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) =>
      told(
        api.GET('/api/v1/commitments', {
          params: { query: { view, cursor: pageParam || null, limit: 50 } },
          signal,
        }),
      ),
    getNextPageParam: (page) => page.next ?? undefined,
  });

/** What is open towards the customer of a conversation, wherever it was promised. */
export const usePromises = (conversation: string) =>
  useQuery({
    queryKey: ['commitments', 'conversation', conversation],
    queryFn: ({ signal }) =>
      told(
        api.GET('/api/v1/conversations/{conversation_id}/commitments', {
          params: { path: { conversation_id: conversation } },
          signal,
        }),
      ),
  });

export const useCaller = (number: string) =>
  useQuery({
    queryKey: ['caller', number],
    enabled: number.replace(/\D/gu, '').length >= 6,
    retry: false,
    queryFn: ({ signal }) => told(api.GET('/api/v1/calls/who', { params: { query: { number } }, signal })),
  });

const stale = () => queries.invalidateQueries({ queryKey: ['commitments'] });

export interface PromiseWanted {
  kind: 'promise' | 'task';
  text: string;
  owner: string;
  due: string | null;
  conversation?: string | undefined;
  customer?: string | undefined;
  source?: string | undefined;
}

export async function makePromise(wanted: PromiseWanted): Promise<void> {
  const { conversation = '', customer = '', source = '', ...rest } = wanted;
  await told(api.POST('/api/v1/commitments', { body: { ...rest, conversation, customer, source } }));
  await stale();
}

const at = (id: string) => ({ params: { path: { commitment_id: id } } });

export async function alterPromise(
  id: string,
  body: { text?: string; owner?: string; due?: string | null },
): Promise<void> {
  await told(api.PATCH('/api/v1/commitments/{commitment_id}', { ...at(id), body }));
  await stale();
}

export async function endPromise(id: string, how: 'keep' | 'withdraw' | 'reopen'): Promise<void> {
  if (how === 'keep') await told(api.POST('/api/v1/commitments/{commitment_id}/keep', at(id)));
  else if (how === 'withdraw') await told(api.POST('/api/v1/commitments/{commitment_id}/withdraw', at(id)));
  else await told(api.POST('/api/v1/commitments/{commitment_id}/reopen', at(id)));
  await stale();
}

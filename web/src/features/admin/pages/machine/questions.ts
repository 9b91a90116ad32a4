/** What the page of the machine's help asks the server. */
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { api, told } from '@/api/client';
import { queries } from '@/api/queries';
import type { components } from '@/api/schema';
import { currentLanguage } from '@/ui/i18n';

export type Overview = components['schemas']['AssistOverview'];
export type Assistant = components['schemas']['AssistantShown'];
export type Evaluation = components['schemas']['EvaluationShown'];
export type Run = components['schemas']['RunDetail'];
export type Call = components['schemas']['CallShown'];

export const useMachine = () =>
  useQuery({
    queryKey: ['machine'],
    queryFn: ({ signal }) => told(api.GET('/api/v1/assistant', { signal })),
  });

export const useCalls = (enabled: boolean) =>
  useInfiniteQuery({
    queryKey: ['machine', 'calls'],
    enabled,
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) =>
      told(
        api.GET('/api/v1/assistant/calls', {
          params: { query: { cursor: pageParam || null, limit: 20 } },
          signal,
        }),
      ),
    getNextPageParam: (page) => page.next ?? undefined,
  });

export const useCall = (id: string) =>
  useQuery({
    queryKey: ['machine', 'call', id],
    queryFn: ({ signal }) =>
      told(api.GET('/api/v1/assistant/calls/{call_id}', { params: { path: { call_id: id } }, signal })),
  });

export const useRun = (id: string) =>
  useQuery({
    queryKey: ['machine', 'run', id],
    queryFn: ({ signal }) =>
      told(
        api.GET('/api/v1/evaluations/runs/{evaluation_run_id}', {
          params: { path: { evaluation_run_id: id } },
          signal,
        }),
      ),
  });

const stale = () => queries.invalidateQueries({ queryKey: ['machine'] });

export async function testModel(slug: string) {
  const tested = await told(
    api.POST('/api/v1/assistant/test', { body: { slug, language: currentLanguage() } }),
  );
  await stale();
  return tested;
}

export async function runEvaluation(slug: string): Promise<Run> {
  const run = await told(api.POST('/api/v1/evaluations/{slug}/run', { params: { path: { slug } } }));
  await stale();
  return run;
}

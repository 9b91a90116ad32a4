/** The demo centre: loaded beside one's own, looked at, left, removed. Entering and leaving load the desk anew. */
import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { api, ONCE, told } from './client';
import type { components } from './schema';

export type DemoState = components['schemas']['DemoState'];

const SOON = 700;
export const DEMO_KEY = ['demo'] as const;

const again = (state: DemoState | undefined): number | false => (state?.state === 'loading' ? SOON : false);

/** Of the centre one is signed in to. */
export const useDemo = (): UseQueryResult<DemoState> =>
  useQuery({
    queryKey: DEMO_KEY,
    queryFn: ({ signal }) => told(api.GET('/api/v1/demo', { signal })),
    refetchInterval: (query) => again(query.state.data),
    staleTime: 0,
  });

/** Of a server that has no centre yet, by the set-up's token. */
export const useFirstDemo = (token: string): UseQueryResult<DemoState> =>
  useQuery({
    queryKey: [...DEMO_KEY, 'first'],
    queryFn: ({ signal }) => told(api.GET('/api/v1/setup/demo', { params: { query: { token } }, signal })),
    refetchInterval: (query) => again(query.state.data),
    staleTime: 0,
  });

export const loadDemo = (): Promise<DemoState> => told(api.POST('/api/v1/demo', { headers: ONCE }));

export const loadFirstDemo = (token: string): Promise<DemoState> =>
  told(api.POST('/api/v1/setup/demo', { body: { token }, headers: ONCE }));

export async function enterDemo(token?: string): Promise<void> {
  if (token === undefined) await told(api.POST('/api/v1/demo/enter', { headers: ONCE }));
  else await told(api.POST('/api/v1/setup/demo/enter', { body: { token }, headers: ONCE }));
  window.location.assign('/inbox/all');
}

export async function leaveDemo(): Promise<void> {
  const { path } = await told(api.POST('/api/v1/demo/leave', { headers: ONCE }));
  window.location.assign(path);
}

export const switchDemo = (live: boolean): Promise<DemoState> =>
  told(api.PATCH('/api/v1/demo', { body: { live } }));

/** From inside it, one is taken back. */
export async function removeDemo(): Promise<void> {
  const { path } = await told(api.DELETE('/api/v1/demo', { headers: ONCE }));
  if (path) window.location.assign(path);
}

/** What the overview, the checks, the health page and the people's pages ask. */
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, told } from '@/api/client';
import { queries } from '@/api/queries';
import type { components } from '@/api/schema';

type Schemas = components['schemas'];
export type Attention = Schemas['NeedsSomebody'];
export type Hit = Schemas['Hit'];
export type Sign = Schemas['SignShown'];
export type HealthItem = Schemas['HealthItem'];
export type NodeShown = Schemas['NodeShown'];
export type InvitationMade = Schemas['InvitationMade'];

const NOW_AND_THEN = 30_000;

export const useOverview = (may: boolean) => {
  const { i18n } = useTranslation();
  return useQuery({
    queryKey: ['overview', i18n.language],
    enabled: may,
    queryFn: ({ signal }) => told(api.GET('/api/v1/admin/overview', { signal })),
    staleTime: 0,
    refetchInterval: NOW_AND_THEN,
  });
};

export const useHits = (q: string) => {
  const { i18n } = useTranslation();
  return useQuery({
    queryKey: ['settings-search', i18n.language, q],
    enabled: q.length > 1,
    queryFn: ({ signal }) => told(api.GET('/api/v1/admin/search', { params: { query: { q } }, signal })),
    placeholderData: (was) => was,
  });
};

export const useSigns = (kind: 'endpoint' | 'queue', slug: string, asked: boolean) => {
  const { i18n } = useTranslation();
  return useQuery({
    queryKey: ['signs', kind, slug, i18n.language],
    enabled: asked,
    staleTime: 0,
    queryFn: ({ signal }) => {
      const params = { path: { slug } };
      return kind === 'endpoint'
        ? told(api.GET('/api/v1/endpoints/{slug}/signs', { params, signal }))
        : told(api.GET('/api/v1/queues/{slug}/signs', { params, signal }));
    },
  });
};

export const useHealth = () =>
  useQuery({
    queryKey: ['health'],
    queryFn: ({ signal }) => told(api.GET('/api/v1/admin/health', { signal })),
    staleTime: 0,
    refetchInterval: NOW_AND_THEN,
  });

const SOON = 5_000;

export const useNodes = () =>
  useQuery({
    queryKey: ['nodes'],
    queryFn: ({ signal }) => told(api.GET('/api/v1/admin/nodes', { signal })),
    staleTime: 0,
    refetchInterval: SOON,
  });

export async function invite(user: string): Promise<InvitationMade> {
  const made = await told(
    api.POST('/api/v1/users/{user_id}/invitation', { params: { path: { user_id: user } } }),
  );
  await queries.invalidateQueries({ queryKey: ['users'] });
  return made;
}

/** Another desk altogether: everything is read anew. */
export async function viewAs(user: string): Promise<void> {
  await told(api.POST('/api/v1/users/{user_id}/view-as', { params: { path: { user_id: user } } }));
  window.location.assign('/');
}

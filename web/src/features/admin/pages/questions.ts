/** What the administration asks besides documents. */
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, told } from '@/api/client';
import { queries } from '@/api/queries';
import type { components } from '@/api/schema';

type Schemas = components['schemas'];
export type EndpointLine = Schemas['EndpointLine'];
export type UserShown = Schemas['UserShown'];
export type UserGiven = Schemas['UserGiven'];
export type KeyShown = Schemas['KeyShown'];
export type KeyIssued = Schemas['KeyIssued'];
export type IngressLine = Schemas['IngressLine'];
export type DeliveryLine = Schemas['DeliveryLine'];
export type AuditLine = Schemas['AuditLine'];
export type SentMail = Schemas['SentMail'];
export type Step = Schemas['Step'];

export const useEndpoints = () =>
  useQuery({
    queryKey: ['endpoints'],
    queryFn: ({ signal }) => told(api.GET('/api/v1/endpoints', { signal })),
    refetchInterval: 15_000,
  });

export const testEndpoint = (slug: string) =>
  told(api.POST('/api/v1/endpoints/{slug}/test', { params: { path: { slug } } }));

export const useSnippet = (slug: string, wanted: boolean) =>
  useQuery({
    queryKey: ['snippet', slug],
    enabled: wanted,
    queryFn: ({ signal }) =>
      told(api.GET('/api/v1/endpoints/{slug}/snippet', { params: { path: { slug } }, signal })),
  });

export const useUsers = (enabled = true) =>
  useQuery({
    queryKey: ['users'],
    enabled,
    queryFn: ({ signal }) => told(api.GET('/api/v1/users', { signal })),
  });

export const useUser = (id: string) =>
  useQuery({
    queryKey: ['users', id],
    queryFn: ({ signal }) =>
      told(api.GET('/api/v1/users/{user_id}', { params: { path: { user_id: id } }, signal })),
  });

export async function createUser(body: UserGiven): Promise<UserShown> {
  const made = await told(api.POST('/api/v1/users', { body }));
  await queries.invalidateQueries({ queryKey: ['users'] });
  return made;
}

export async function changeUser(id: string, body: UserGiven): Promise<UserShown> {
  const changed = await told(
    api.PATCH('/api/v1/users/{user_id}', { params: { path: { user_id: id } }, body }),
  );
  await queries.invalidateQueries({ queryKey: ['users'] });
  return changed;
}

export const useApiKeys = () =>
  useQuery({ queryKey: ['keys'], queryFn: ({ signal }) => told(api.GET('/api/v1/keys', { signal })) });

export async function createKey(body: Schemas['KeyGiven']): Promise<KeyIssued> {
  const made = await told(api.POST('/api/v1/keys', { body }));
  await queries.invalidateQueries({ queryKey: ['keys'] });
  return made;
}

export async function revokeKey(id: string): Promise<void> {
  await told(api.DELETE('/api/v1/keys/{key_id}', { params: { path: { key_id: id } } }));
  await queries.invalidateQueries({ queryKey: ['keys'] });
}

export const useSecrets = () =>
  useQuery({ queryKey: ['secrets'], queryFn: ({ signal }) => told(api.GET('/api/v1/secrets', { signal })) });

export type HeldBack = 'quarantined' | 'set_aside';

export const useIngress = (state: HeldBack) =>
  useInfiniteQuery({
    queryKey: ['ingress', state],
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) =>
      told(api.GET('/api/v1/ingress', { params: { query: { state, cursor: pageParam || null } }, signal })),
    getNextPageParam: (page) => page.next,
  });

export async function retryIngress(id: string): Promise<string> {
  const { state } = await told(
    api.POST('/api/v1/ingress/{ingress_id}/retry', { params: { path: { ingress_id: id } } }),
  );
  await queries.invalidateQueries({ queryKey: ['ingress'] });
  return state;
}

/** The bytes as they came or went, as text to look at. */
export const useRaw = (path: string) =>
  useQuery({
    queryKey: ['raw', path],
    queryFn: async ({ signal }) => {
      const response = await fetch(path, { credentials: 'same-origin', signal });
      if (!response.ok) throw new Error(String(response.status));
      return response.text();
    },
    staleTime: Infinity,
  });

export type DeliveryState = 'waiting' | 'delivered' | 'failed';

export const useDeliveries = (slug: string, state: DeliveryState | null) =>
  useInfiniteQuery({
    queryKey: ['webhooks', slug, 'deliveries', state],
    initialPageParam: '',
    refetchInterval: 5_000,
    queryFn: ({ pageParam, signal }) =>
      told(
        api.GET('/api/v1/webhooks/{slug}/deliveries', {
          params: { path: { slug }, query: { state, cursor: pageParam || null } },
          signal,
        }),
      ),
    getNextPageParam: (page) => page.next,
  });

const deliveriesAgain = () => queries.invalidateQueries({ queryKey: ['webhooks'] });

export async function replay(id: string): Promise<void> {
  await told(api.POST('/api/v1/deliveries/{delivery_id}/replay', { params: { path: { delivery_id: id } } }));
  await deliveriesAgain();
}

export async function testWebhook(slug: string): Promise<void> {
  await told(api.POST('/api/v1/webhooks/{slug}/test', { params: { path: { slug } } }));
  await deliveriesAgain();
}

export interface AuditWanted {
  kind: string;
  actor: string;
  subject: string;
  q: string;
  /** Days, as 2026-03-04; the last one is included. */
  since: string;
  until: string;
}

/** The question's parameters: days become moments of this clock. */
export function auditQuery({ kind, actor, subject, q, since, until }: AuditWanted) {
  const end = until ? new Date(`${until}T00:00`) : null;
  end?.setDate(end.getDate() + 1);
  return {
    kind: kind ? [kind] : null,
    actor,
    subject,
    q,
    since: since ? new Date(`${since}T00:00`).toISOString() : null,
    until: end ? end.toISOString() : null,
  };
}

export const useAudit = (wanted: AuditWanted) =>
  useInfiniteQuery({
    queryKey: ['audit', wanted],
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) =>
      told(
        api.GET('/api/v1/audit', {
          params: { query: { ...auditQuery(wanted), cursor: pageParam || null } },
          signal,
        }),
      ),
    getNextPageParam: (page) => page.next,
  });

export const useAuditChain = () =>
  useQuery({
    queryKey: ['audit-chain'],
    queryFn: ({ signal }) => told(api.GET('/api/v1/audit/chain', { signal })),
  });

export const useSentMails = () =>
  useQuery({
    queryKey: ['outbox'],
    queryFn: ({ signal }) => told(api.GET('/api/v1/outbox', { signal })),
    refetchInterval: 10_000,
  });

export type Guarantees = Schemas['Guarantees'];
export type Guarantee = Schemas['Guarantee'];
export type MatchShown = Schemas['MatchShown'];

const SOON = 2_000;
const NOW_AND_THEN = 5_000;

/** While the log is read again, how far it is. */
export const useGuarantees = () => {
  const { i18n } = useTranslation();
  return useQuery({
    queryKey: ['guarantees', i18n.language],
    queryFn: ({ signal }) => told(api.GET('/api/v1/guarantees', { signal })),
    staleTime: 0,
    refetchInterval: ({ state }) => (state.data?.again.state === 'running' ? SOON : NOW_AND_THEN),
  });
};

export async function checkAgain(): Promise<void> {
  await told(api.POST('/api/v1/guarantees/again'));
  await queries.invalidateQueries({ queryKey: ['guarantees'] });
}

export const useMatches = () =>
  useQuery({
    queryKey: ['matches'],
    queryFn: ({ signal }) => told(api.GET('/api/v1/matches', { signal })),
    staleTime: 0,
  });

export async function switchMatch(queue: string, on: boolean): Promise<void> {
  await told(api.POST('/api/v1/matches/{queue}/switch', { params: { path: { queue } }, body: { on } }));
  await queries.invalidateQueries({ queryKey: ['matches'] });
}

export async function trainMatch(queue: string): Promise<boolean> {
  const { learned } = await told(api.POST('/api/v1/matches/{queue}/train', { params: { path: { queue } } }));
  await queries.invalidateQueries({ queryKey: ['matches'] });
  return learned;
}

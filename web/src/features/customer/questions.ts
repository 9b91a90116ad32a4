/** What is asked about customers, and what is done to them. */
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { api, told } from '@/api/client';
import { queries } from '@/api/queries';
import type { components } from '@/api/schema';
import type { Customer, Entry, Listing } from '@/api/types';

type Schemas = components['schemas'];
export type FieldShown = Schemas['Catalog']['fields'][number];
export type Suggestion = Schemas['Suggestion'];
export type Commitment = Schemas['CommitmentShown'];
export type LinkedShown = Schemas['Linked'];

const at = (id: string) => ({ path: { customer_id: id } });

export const useCustomer = (id: string, conversation = '') =>
  useQuery({
    queryKey: ['customer', id, conversation],
    queryFn: ({ signal }) =>
      told(
        api.GET('/api/v1/customers/{customer_id}', {
          params: { ...at(id), query: conversation ? { conversation } : {} },
          signal,
        }),
      ) as Promise<Customer>,
  });

export const useSuggestions = (id: string) =>
  useQuery({
    queryKey: ['customer', id, 'suggestions'],
    queryFn: ({ signal }) =>
      told(api.GET('/api/v1/customers/{customer_id}/suggestions', { params: at(id), signal })),
  });

export const useCommitments = (id: string) =>
  useQuery({
    queryKey: ['commitments', 'customer', id],
    queryFn: ({ signal }) =>
      told(api.GET('/api/v1/customers/{customer_id}/commitments', { params: at(id), signal })),
  });

export const useCustomerTimeline = (id: string) =>
  useInfiniteQuery({
    queryKey: ['customer-timeline', id],
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) =>
      told(
        api.GET('/api/v1/customers/{customer_id}/timeline', {
          params: { ...at(id), query: { cursor: pageParam || null } },
          signal,
        }),
      ) as Promise<Listing<Entry>>,
    getNextPageParam: (page) => page.next,
  });

export interface Wanted {
  q?: string;
  brand?: string;
  organization?: string;
  channel?: string;
  vip?: boolean;
}

export const useCustomers = (wanted: Wanted) =>
  useInfiniteQuery({
    queryKey: ['customers', wanted],
    initialPageParam: '',
    placeholderData: keepPreviousData,
    queryFn: ({ pageParam, signal }) =>
      told(
        api.GET('/api/v1/customers', { params: { query: { ...wanted, cursor: pageParam || null } }, signal }),
      ),
    getNextPageParam: (page) => page.next,
  });

/** Everything a customer's change may show elsewhere is read again. */
async function reread(): Promise<void> {
  await Promise.all(
    [['customer'], ['customers'], ['customer-timeline'], ['conversation'], ['commitments'], ['accesses']].map(
      (queryKey) => queries.invalidateQueries({ queryKey }),
    ),
  );
}

export type CustomerChange = Partial<
  Pick<
    Customer,
    'name' | 'organization' | 'language' | 'notes' | 'fields' | 'preferred_channel' | 'preferred_language'
  >
>;

export async function changeCustomer(id: string, change: CustomerChange): Promise<void> {
  await told(api.PATCH('/api/v1/customers/{customer_id}', { params: at(id), body: change }));
  await reread();
}

export async function addAddress(id: string, channel: string, address: string): Promise<void> {
  await told(
    api.POST('/api/v1/customers/{customer_id}/identities', { params: at(id), body: { channel, address } }),
  );
  await reread();
}

export async function changeAddress(
  id: string,
  identity: string,
  body: { verified?: boolean; retired?: boolean },
): Promise<void> {
  await told(
    api.PATCH('/api/v1/customers/{customer_id}/identities/{identity_id}', {
      params: { path: { customer_id: id, identity_id: identity } },
      body,
    }),
  );
  await reread();
}

/** From now on his work goes first, or no more. */
export async function markVip(id: string, vip: boolean): Promise<void> {
  await told(api.POST('/api/v1/customers/{customer_id}/vip', { params: at(id), body: { vip } }));
  await reread();
}

/** They are one person; answers the link, which can be cut again. */
export async function linkCustomers(id: string, other: string, evidence: string[]): Promise<string> {
  const found = await told(
    api.POST('/api/v1/customers/{customer_id}/links', { params: at(id), body: { other, evidence } }),
  );
  await reread();
  const newest = [...found.linked].sort((one, two) => two.at.localeCompare(one.at))[0];
  return newest?.link ?? '';
}

export async function unlinkCustomers(id: string, link: string): Promise<void> {
  await told(
    api.DELETE('/api/v1/customers/{customer_id}/links/{link_id}', {
      params: { path: { customer_id: id, link_id: link } },
    }),
  );
  await reread();
}

export async function dismissLink(id: string, other: string): Promise<void> {
  await told(
    api.POST('/api/v1/customers/{customer_id}/strangers', { params: at(id), body: { other, evidence: [] } }),
  );
  await queries.invalidateQueries({ queryKey: ['customer', id, 'suggestions'] });
}

export async function setCompany(
  id: string,
  body: { organization?: string; name?: string; domain?: string },
): Promise<void> {
  await told(
    api.PUT('/api/v1/customers/{customer_id}/organization', {
      params: at(id),
      body: { name: '', domain: '', ...body },
    }),
  );
  await reread();
}

export async function keepPromise(commitment: string): Promise<void> {
  await told(
    api.POST('/api/v1/commitments/{commitment_id}/keep', { params: { path: { commitment_id: commitment } } }),
  );
  await reread();
}

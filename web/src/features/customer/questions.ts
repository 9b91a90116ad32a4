/** What is asked about customers. */
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { api, told } from '@/api/client';
import { queries } from '@/api/queries';
import type { Customer, Entry, Listing } from '@/api/types';

const at = (id: string) => ({ path: { customer_id: id } });

export const useCustomer = (id: string) =>
  useQuery({
    queryKey: ['customer', id],
    queryFn: ({ signal }) =>
      told(api.GET('/api/v1/customers/{customer_id}', { params: at(id), signal })) as Promise<Customer>,
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

export const useCustomers = (text: string) =>
  useInfiniteQuery({
    queryKey: ['customers', text],
    initialPageParam: '',
    placeholderData: keepPreviousData,
    queryFn: ({ pageParam, signal }) =>
      told(
        api.GET('/api/v1/customers', { params: { query: { q: text, cursor: pageParam || null } }, signal }),
      ),
    getNextPageParam: (page) => page.next,
  });

export type CustomerChange = Partial<
  Pick<Customer, 'name' | 'organization' | 'language' | 'notes' | 'fields'>
>;

export async function changeCustomer(id: string, change: CustomerChange): Promise<void> {
  await told(api.PATCH('/api/v1/customers/{customer_id}', { params: at(id), body: change }));
  await Promise.all([
    queries.invalidateQueries({ queryKey: ['customer', id] }),
    queries.invalidateQueries({ queryKey: ['customers'] }),
    queries.invalidateQueries({ queryKey: ['conversation'] }),
  ]);
}

export async function addAddress(id: string, address: string): Promise<void> {
  const body = { channel: 'email', address };
  await told(api.POST('/api/v1/customers/{customer_id}/identities', { params: at(id), body }));
  await Promise.all([
    queries.invalidateQueries({ queryKey: ['customer', id] }),
    queries.invalidateQueries({ queryKey: ['conversation'] }),
  ]);
}

/** From now on his work goes first, or no more. */
export async function markVip(id: string, vip: boolean): Promise<void> {
  await told(api.POST('/api/v1/customers/{customer_id}/vip', { params: at(id), body: { vip } }));
  await queries.invalidateQueries({ queryKey: ['customer', id] });
}

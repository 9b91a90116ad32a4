/** What is asked about customers. */
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { get, patch } from '@/api/client';
import { queries } from '@/api/queries';
import type { Customer, CustomerRow, Entry, Listing } from '@/api/types';

export const useCustomer = (id: string) =>
  useQuery({
    queryKey: ['customer', id],
    queryFn: ({ signal }) => get<Customer>(`/api/v1/customers/${id}`, undefined, signal),
  });

export const useCustomerTimeline = (id: string) =>
  useInfiniteQuery({
    queryKey: ['customer-timeline', id],
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) =>
      get<Listing<Entry>>(`/api/v1/customers/${id}/timeline`, { cursor: pageParam }, signal),
    getNextPageParam: (page) => page.next,
  });

export const useCustomers = (text: string) =>
  useInfiniteQuery({
    queryKey: ['customers', text],
    initialPageParam: '',
    placeholderData: keepPreviousData,
    queryFn: ({ pageParam, signal }) =>
      get<Listing<CustomerRow>>('/api/v1/customers', { q: text, cursor: pageParam }, signal),
    getNextPageParam: (page) => page.next,
  });

export type CustomerChange = Partial<
  Pick<Customer, 'name' | 'organization' | 'language' | 'notes' | 'fields'>
>;

export async function changeCustomer(id: string, change: CustomerChange): Promise<void> {
  await patch(`/api/v1/customers/${id}`, change);
  await Promise.all([
    queries.invalidateQueries({ queryKey: ['customer', id] }),
    queries.invalidateQueries({ queryKey: ['customers'] }),
    queries.invalidateQueries({ queryKey: ['conversation'] }),
  ]);
}

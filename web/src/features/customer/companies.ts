/** What is asked about companies, and what is done to them. */
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { api, told } from '@/api/client';
import { queries } from '@/api/queries';
import type { components } from '@/api/schema';
import type { Row } from '@/api/types';

type Schemas = components['schemas'];
export type CompanyRow = Schemas['OrganizationLine'];
export type Company = Omit<Schemas['OrganizationShown'], 'open_conversations'> & {
  open_conversations: Row[];
};

const at = (id: string) => ({ path: { organization_id: id } });

export const useCompanies = (q: string) =>
  useInfiniteQuery({
    queryKey: ['companies', q],
    initialPageParam: '',
    placeholderData: keepPreviousData,
    queryFn: ({ pageParam, signal }) =>
      told(api.GET('/api/v1/organizations', { params: { query: { q, cursor: pageParam || null } }, signal })),
    getNextPageParam: (page) => page.next,
  });

export const useCompany = (id: string) =>
  useQuery({
    queryKey: ['company', id],
    queryFn: ({ signal }) =>
      told(
        api.GET('/api/v1/organizations/{organization_id}', { params: at(id), signal }),
      ) as Promise<Company>,
  });

export const usePeople = (id: string) =>
  useInfiniteQuery({
    queryKey: ['company', id, 'people'],
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) =>
      told(
        api.GET('/api/v1/organizations/{organization_id}/customers', {
          params: { ...at(id), query: { cursor: pageParam || null } },
          signal,
        }),
      ),
    getNextPageParam: (page) => page.next,
  });

export async function changeCompany(id: string, change: Schemas['OrganizationWanted']): Promise<void> {
  await told(api.PATCH('/api/v1/organizations/{organization_id}', { params: at(id), body: change }));
  await Promise.all(
    [['company', id], ['companies'], ['customer'], ['customers']].map((queryKey) =>
      queries.invalidateQueries({ queryKey }),
    ),
  );
}

export async function addCompany(brand: string, name: string): Promise<string> {
  const { id } = await told(api.POST('/api/v1/organizations', { body: { brand, name, domains: [] } }));
  await queries.invalidateQueries({ queryKey: ['companies'] });
  return id;
}

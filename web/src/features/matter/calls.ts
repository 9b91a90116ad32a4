/** Beginning a call, and finding the customer when nobody has its number. */
import { useQuery } from '@tanstack/react-query';
import { api, told } from '@/api/client';
import type { components } from '@/api/schema';
import { queries } from '@/api/queries';

export type CallWanted = components['schemas']['CallWanted'];
export type CallBegun = components['schemas']['CallBegun'];

export async function beginCall(wanted: Partial<CallWanted>): Promise<CallBegun> {
  const body = {
    number: '',
    customer: '',
    name: '',
    brand: '',
    direction: 'in' as const,
    conversation: '',
    queue: '',
    agent: '',
    ...wanted,
  };
  const begun = await told(api.POST('/api/v1/calls', { body }));
  await queries.invalidateQueries({ queryKey: ['conversation', begun.conversation] });
  return begun;
}

export async function linkNumber(customer: string, number: string): Promise<void> {
  const params = { path: { customer_id: customer } };
  await told(
    api.POST('/api/v1/customers/{customer_id}/identities', {
      params,
      body: { channel: 'phone', address: number },
    }),
  );
  await queries.invalidateQueries({ queryKey: ['caller'] });
  await queries.invalidateQueries({ queryKey: ['customer', customer] });
}

export const useFound = (q: string) =>
  useQuery({
    queryKey: ['customers', 'call', q],
    enabled: q.trim().length >= 2,
    queryFn: ({ signal }) =>
      told(api.GET('/api/v1/customers', { params: { query: { q, limit: 8 } }, signal })),
  });

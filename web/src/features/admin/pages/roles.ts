/** Every role with what it may do and how many hold it. */
import { useQuery } from '@tanstack/react-query';
import { api, told } from '@/api/client';
import type { components } from '@/api/schema';

export type RoleShown = components['schemas']['RoleShown'];

export const useRoles = () =>
  useQuery({ queryKey: ['roles'], queryFn: ({ signal }) => told(api.GET('/api/v1/roles', { signal })) });

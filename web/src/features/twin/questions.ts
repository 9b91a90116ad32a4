/** Simulations as the server keeps them: what one can ask of, what was asked, what came out. */
import { useQuery } from '@tanstack/react-query';
import { api, told } from '@/api/client';
import { queries } from '@/api/queries';
import type { components } from '@/api/schema';

type Schemas = components['schemas'];
export type Ground = Schemas['Ground'];
export type Question = Schemas['Question-Output'];
export type Stream = Schemas['Stream-Output'];
export type Shift = Schemas['Shift-Output'];
export type Moved = Schemas['Moved-Output'];
export type Edited = Schemas['Edited-Output'];
export type PersonThere = Schemas['PersonThere'];
export type Line = Schemas['SimulationLine'];
export type Shown = Schemas['SimulationShown'];
export type Answer = Schemas['Answer'];
export type Side = Schemas['Side'];
export type Figures = Schemas['Figures'];
export type Estimate = Schemas['Estimate'];
export type Change = Schemas['Change'];

const WATCH = 1_000;
const LIST = ['simulations'] as const;
export const isOpen = (state: string): boolean => state === 'waiting' || state === 'running';

export const useGround = () =>
  useQuery({
    queryKey: ['simulations-ground'],
    queryFn: ({ signal }) => told(api.GET('/api/v1/simulations/ground', { signal })),
  });

export const useWorked = (day: string) =>
  useQuery({
    queryKey: ['simulations-worked', day],
    enabled: day !== '',
    staleTime: Infinity,
    queryFn: ({ signal }) =>
      told(api.GET('/api/v1/simulations/worked', { params: { query: { day } }, signal })),
  });

export const useRuns = () =>
  useQuery({
    queryKey: LIST,
    queryFn: ({ signal }) => told(api.GET('/api/v1/simulations', { signal })),
    refetchInterval: (query) => (query.state.data?.items.some((one) => isOpen(one.state)) ? WATCH : false),
    staleTime: 0,
  });

export const useRun = (id: string) =>
  useQuery({
    queryKey: [...LIST, id],
    enabled: id !== '',
    queryFn: ({ signal }) =>
      told(
        api.GET('/api/v1/simulations/{simulation_id}', { params: { path: { simulation_id: id } }, signal }),
      ),
    refetchInterval: (query) => (query.state.data && isOpen(query.state.data.state) ? WATCH : false),
    staleTime: 0,
  });

const at = (id: string) => ({ params: { path: { simulation_id: id } } });

const again = (): Promise<void> => queries.invalidateQueries({ queryKey: LIST });

export async function ask(question: Question): Promise<Line> {
  const made = await told(api.POST('/api/v1/simulations', { body: question }));
  await again();
  return made;
}

export async function cancel(id: string): Promise<void> {
  await told(api.POST('/api/v1/simulations/{simulation_id}/cancel', at(id)));
  await again();
}

export async function remove(id: string): Promise<void> {
  await told(api.DELETE('/api/v1/simulations/{simulation_id}', at(id)));
  await again();
}

export async function apply(id: string): Promise<void> {
  await told(api.POST('/api/v1/simulations/{simulation_id}/apply', at(id)));
  await Promise.all([again(), queries.invalidateQueries({ queryKey: ['config'] })]);
}

/** The documents one may try out: what is in force of a kind. */
export const useInForce = (kind: string) =>
  useQuery({
    queryKey: ['config', kind],
    queryFn: ({ signal }) => told(api.GET('/api/v1/config/{kind}', { params: { path: { kind } }, signal })),
  });

export const readInForce = (kind: string, slug: string) =>
  told(api.GET('/api/v1/config/{kind}/{slug}', { params: { path: { kind, slug } } }));

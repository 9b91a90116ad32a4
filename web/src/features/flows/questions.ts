/** What the designer asks the server beside the document itself. */
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, told } from '@/api/client';
import { saveDraft, type Body } from '@/api/documents';
import { asProblem, Problem } from '@/api/problem';
import type { components } from '@/api/schema';

type Schemas = components['schemas'];
export type FlowLine = Schemas['FlowLine'];
export type TrialShown = Schemas['TrialShown'];
export type HappenedShown = Schemas['HappenedShown'];
export type EffectShown = Schemas['EffectShown'];
export type TrialGiven = Schemas['TrialGiven'];
export type ActGiven = Schemas['ActGiven'];
export type TestsShown = Schemas['TestsShown'];
export type RecipeLine = Schemas['RecipeLine'];

export const useFlows = () =>
  useQuery({
    queryKey: ['flows', 'list'],
    queryFn: ({ signal }) => told(api.GET('/api/v1/flows', { signal })),
    refetchInterval: 30_000,
  });

export const useRecipes = (wanted: boolean) =>
  useQuery({
    queryKey: ['flows', 'recipes'],
    enabled: wanted,
    queryFn: ({ signal }) => told(api.GET('/api/v1/flows/recipes', { signal })),
  });

/** A recipe as it ships: which of a flow's steps came with it. */
export const useRecipe = (recipe: string) =>
  useQuery({
    queryKey: ['flows', 'recipes', recipe],
    enabled: recipe !== '',
    staleTime: Infinity,
    queryFn: ({ signal }) =>
      told(api.GET('/api/v1/flows/recipes/{recipe}', { params: { path: { recipe } }, signal })),
  });

export const useCounts = (slug: string, version: number) =>
  useQuery({
    queryKey: ['flows', 'counts', slug, version],
    enabled: version > 0,
    queryFn: ({ signal }) =>
      told(
        api.GET('/api/v1/flows/{slug}/counts', { params: { path: { slug }, query: { version } }, signal }),
      ),
    refetchInterval: 10_000,
  });

export const lint = (slug: string, body: Body, signal: AbortSignal) =>
  told(api.POST('/api/v1/flows/lint', { body: { slug, body }, signal }));

export const simulate = (given: TrialGiven, signal: AbortSignal): Promise<TrialShown> =>
  told(api.POST('/api/v1/flows/simulate', { body: given, signal }));

export const runTests = (slug: string, body: Body): Promise<TestsShown> =>
  told(api.POST('/api/v1/flows/test', { body: { slug, body } }));

export const writeText = async (slug: string, body: Body): Promise<string> =>
  (await told(api.POST('/api/v1/flows/write', { body: { slug, body } }))).text;

export const readText = async (text: string): Promise<Body> =>
  (await told(api.POST('/api/v1/flows/read', { body: { text } }))).body;

const MOST_TRIES = 20;

/** A new draft under the first free address made of its name. */
export async function createFlow(wanted: string, body: Body): Promise<string> {
  for (let n = 1; n <= MOST_TRIES; n += 1) {
    const slug = n === 1 ? wanted : `${wanted}-${String(n)}`;
    try {
      await saveDraft('flow', slug, body, '*');
      return slug;
    } catch (error) {
      if (asProblem(error).status !== 409 && asProblem(error).status !== 412) throw error;
    }
  }
  throw new Problem('conflict', 409);
}

export const makeRecipe = (recipe: string, given: Partial<Schemas['RecipeWanted']>) =>
  told(api.POST('/api/v1/flows/recipes/{recipe}', { params: { path: { recipe } }, body: given }));

export const useSpanish = (): boolean => useTranslation().i18n.language.startsWith('es');

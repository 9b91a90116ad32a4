/** What the panel of scripts asks the server. */
import { useQuery } from '@tanstack/react-query';
import { api, told } from '@/api/client';
import type { components } from '@/api/schema';

export type Step = components['schemas']['ScriptStep'];
export type Script = components['schemas']['ScriptLine'];

const BASE = '/api/v1/conversations/{conversation_id}/scripts';

export const useScripts = (conversation: string) =>
  useQuery({
    queryKey: ['scripts', conversation],
    queryFn: ({ signal }) =>
      told(api.GET(BASE, { params: { path: { conversation_id: conversation } }, signal })),
    staleTime: 60_000,
  });

export const begin = (conversation: string, slug: string): Promise<Step> =>
  told(api.POST(`${BASE}/{slug}`, { params: { path: { conversation_id: conversation, slug } } }));

export interface Given {
  text?: string;
  choice?: string;
}

export const answer = (conversation: string, slug: string, state: string, given: Given): Promise<Step> =>
  told(
    api.POST(`${BASE}/{slug}/steps`, {
      params: { path: { conversation_id: conversation, slug } },
      body: { state, text: given.text ?? '', choice: given.choice ?? '' },
    }),
  );

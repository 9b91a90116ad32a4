/** What this feature asks the server: drafts, what became of them, and sales prompts. */
import { useQuery } from '@tanstack/react-query';
import { api, told } from '@/api/client';
import { queries } from '@/api/queries';
import type { components } from '@/api/schema';
import { currentLanguage } from '@/ui/i18n';

export type Draft = components['schemas']['Proposal'];
export type Source = components['schemas']['SourceShown'];
export type Suggestion = components['schemas']['SuggestionShown'];
export type Wanted = components['schemas']['ProposalWanted']['kind'];
export type How = components['schemas']['Ending']['how'];

export const KINDS: readonly Wanted[] = ['summary', 'reply', 'next_step', 'follow_up'];

/** What colleagues read goes into a note, what the customer reads into the reply. */
export const placeOf = (kind: string): 'reply' | 'note' =>
  kind === 'summary' || kind === 'next_step' ? 'note' : 'reply';

export const propose = (conversation: string, kind: Wanted): Promise<Draft> =>
  told(
    api.POST('/api/v1/conversations/{conversation_id}/suggestions', {
      params: { path: { conversation_id: conversation } },
      body: { kind, language: currentLanguage() },
    }),
  );

export async function end(suggestion: string, how: How): Promise<void> {
  if (!suggestion) return;
  await told(
    api.POST('/api/v1/suggestions/{suggestion_id}/end', {
      params: { path: { suggestion_id: suggestion } },
      body: { how },
    }),
  );
  await queries.invalidateQueries({ queryKey: ['suggestions'] });
}

export const useSuggestions = (conversation: string) =>
  useQuery({
    queryKey: ['suggestions', conversation],
    queryFn: ({ signal }) =>
      told(
        api.GET('/api/v1/conversations/{conversation_id}/suggestions', {
          params: { path: { conversation_id: conversation } },
          signal,
        }),
      ),
  });

export const useProposedReason = (conversation: string) =>
  useQuery({
    queryKey: ['proposed-reason', conversation],
    queryFn: ({ signal }) =>
      told(
        api.GET('/api/v1/conversations/{conversation_id}/proposed-reason', {
          params: { path: { conversation_id: conversation } },
          signal,
        }),
      ),
  });

/** What the intents screens ask: what was learned, what would be understood, what is taken for what. */
import { useMutation, useQuery } from '@tanstack/react-query';
import { api, told } from '@/api/client';
import type { components } from '@/api/schema';

type Schemas = components['schemas'];
export type Tried = Schemas['Tried'];
export type IntentLearned = Schemas['IntentLearned'];

export const useIntents = () =>
  useQuery({
    queryKey: ['intents'],
    queryFn: ({ signal }) => told(api.GET('/api/v1/intents', { signal })),
  });

export const useConfusions = () =>
  useQuery({
    queryKey: ['intents', 'confusions'],
    queryFn: ({ signal }) => told(api.GET('/api/v1/intents/confusions', { signal })),
  });

export const useTry = () =>
  useMutation({
    mutationFn: (text: string) => told(api.POST('/api/v1/intents/try', { body: { text } })),
  });

export const useSuggestions = (slug: string, reason: string) =>
  useQuery({
    queryKey: ['intents', 'suggestions', slug, reason],
    enabled: reason !== '',
    queryFn: ({ signal }) =>
      told(api.GET('/api/v1/intents/{slug}/suggestions', { params: { path: { slug } }, signal })),
  });

/** What an intent is called in the reader's language. */
export const namer = (items: readonly IntentLearned[] | undefined, language: string) => (slug: string) => {
  const found = items?.find((one) => one.slug === slug);
  return (language.startsWith('es') && found?.name_es) || found?.name || slug;
};

export const percentIn = (language: string) => {
  const format = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 0 });
  return (share: number) => format.format(share);
};

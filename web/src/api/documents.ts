/** Configuration documents as the server keeps them: read, drafted, published, rolled back. */
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, told } from './client';
import { queries } from './queries';
import type { components } from './schema';

type Schemas = components['schemas'];
export type Body = Record<string, unknown>;
export type DocumentLine = Schemas['DocumentLine'];
export type DocumentShown = Schemas['DocumentShown'];
export type VersionShown = Schemas['VersionShown'];
export interface Change {
  path: string;
  from: unknown;
  to: unknown;
}

/** What something is called in the reader's language. */
export const namedIn = (language: string, one: { name: string; name_es: string }): string =>
  (language.startsWith('es') && one.name_es) || one.name;

const at = (kind: string, slug: string) => ({ path: { kind, slug } });

/** What a change is matched with; `*`: it must not be there yet. */
const matched = (etag: string) => (etag === '*' ? { 'If-None-Match': '*' } : { 'If-Match': `"${etag}"` });

export const useSchemas = () => {
  const { i18n } = useTranslation();
  return useQuery({
    queryKey: ['config-schemas', i18n.language],
    queryFn: ({ signal }) => told(api.GET('/api/v1/config/schemas', { signal })),
    staleTime: Infinity,
  });
};

export const useDocuments = (kind: string) =>
  useQuery({
    queryKey: ['config', kind],
    queryFn: ({ signal }) => told(api.GET('/api/v1/config/{kind}', { params: { path: { kind } }, signal })),
  });

export const useDocument = (kind: string, slug: string) =>
  useQuery({
    queryKey: ['config', kind, slug],
    queryFn: ({ signal }) =>
      told(api.GET('/api/v1/config/{kind}/{slug}', { params: at(kind, slug), signal })),
  });

export const useVersions = (kind: string, slug: string, published: boolean) =>
  useQuery({
    queryKey: ['config', kind, slug, 'versions'],
    enabled: published,
    queryFn: ({ signal }) =>
      told(api.GET('/api/v1/config/{kind}/{slug}/versions', { params: at(kind, slug), signal })),
  });

export const useChanges = (kind: string, slug: string, from: number, to: number | 'draft') =>
  useQuery({
    queryKey: ['config-diff', kind, slug, from, to],
    queryFn: async ({ signal }): Promise<Change[]> => {
      const query = { from: String(from), to: String(to) };
      const found = await told(
        api.GET('/api/v1/config/{kind}/{slug}/diff', {
          params: { ...at(kind, slug), query: query as never },
          signal,
        }),
      );
      return found.changes as unknown as Change[];
    },
    staleTime: 0,
    gcTime: 0,
  });

export const again = (kind: string): Promise<void> =>
  queries.invalidateQueries({ queryKey: ['config', kind] });

export const known = (shown: DocumentShown): void => {
  queries.setQueryData(['config', shown.kind, shown.slug], shown);
};

export const saveDraft = (kind: string, slug: string, body: Body, etag: string): Promise<DocumentShown> =>
  told(
    api.PUT('/api/v1/config/{kind}/{slug}/draft', {
      params: { ...at(kind, slug), header: matched(etag) },
      body: { body },
    }),
  );

export const readDocument = (kind: string, slug: string): Promise<DocumentShown> =>
  told(api.GET('/api/v1/config/{kind}/{slug}', { params: at(kind, slug) }));

export async function discardDraft(kind: string, slug: string, etag: string): Promise<void> {
  await told(
    api.DELETE('/api/v1/config/{kind}/{slug}/draft', {
      params: { ...at(kind, slug), header: matched(etag) },
    }),
  );
}

export const publish = (kind: string, slug: string, etag: string): Promise<DocumentShown> =>
  told(
    api.POST('/api/v1/config/{kind}/{slug}/publish', {
      params: { ...at(kind, slug), header: matched(etag) },
    }),
  );

export const rollBack = (kind: string, slug: string, version: number, etag: string): Promise<DocumentShown> =>
  told(
    api.POST('/api/v1/config/{kind}/{slug}/rollback', {
      params: { ...at(kind, slug), header: matched(etag) },
      body: { version },
    }),
  );

export const retire = (kind: string, slug: string, etag: string): Promise<DocumentShown> =>
  told(
    api.POST('/api/v1/config/{kind}/{slug}/retire', {
      params: { ...at(kind, slug), header: matched(etag) },
    }),
  );

export async function setSecret(name: string, value: string): Promise<void> {
  await told(api.PUT('/api/v1/secrets/{name}', { params: { path: { name } }, body: { value } }));
  await queries.invalidateQueries({ queryKey: ['secrets'] });
}

/** A name as an address: lower case, no accents, dashes. */
export const slugOf = (name: string): string =>
  name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/gu, '-')
    .replace(/^-+|-+$/gu, '')
    .slice(0, 60);

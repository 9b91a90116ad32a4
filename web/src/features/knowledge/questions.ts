/** What the knowledge base's screens ask the server. */
import { useQuery } from '@tanstack/react-query';
import { api, asForm, told } from '@/api/client';
import type { Body, DocumentShown } from '@/api/documents';
import { queries } from '@/api/queries';
import type { components } from '@/api/schema';

type Schemas = components['schemas'];
export type ArticleLine = Schemas['ArticleLine'];
export type ArticleShown = Schemas['ArticleShown'];
export type CollectionLine = Schemas['CollectionLine'];
export type Passage = Schemas['PassageShown'];
export type Gap = Schemas['Gap'];
export type Issues = Schemas['Issues'];

const KEY = 'knowledge';

export const knowledgeChanged = (): Promise<void> => queries.invalidateQueries({ queryKey: [KEY] });

export const useArticles = () =>
  useQuery({
    queryKey: [KEY, 'articles'],
    queryFn: ({ signal }) => told(api.GET('/api/v1/knowledge/articles', { signal })),
    staleTime: 5_000,
  });

export const useGaps = () =>
  useQuery({
    queryKey: [KEY, 'gaps'],
    queryFn: ({ signal }) => told(api.GET('/api/v1/knowledge/gaps', { signal })),
  });

export const useArticle = (slug: string) =>
  useQuery({
    queryKey: [KEY, 'article', slug],
    queryFn: ({ signal }) =>
      told(api.GET('/api/v1/knowledge/articles/{slug}', { params: { path: { slug } }, signal })),
    staleTime: 5_000,
  });

/** As the keeper of drafts takes it. */
export const asDocument = (shown: ArticleShown): DocumentShown => ({
  kind: 'article',
  slug: shown.slug,
  version: shown.version,
  body: shown.body,
  draft: shown.draft
    ? { body: shown.draft, base: shown.version, etag: shown.etag, at: '', by: shown.draft_by }
    : null,
  retired: shown.retired,
  etag: shown.etag,
  published_at: shown.published_at,
});

const matched = (etag: string) => (etag === '*' ? { 'If-None-Match': '*' } : { 'If-Match': `"${etag}"` });
const at = (slug: string, etag: string) => ({ path: { slug }, header: matched(etag) });

export async function saveArticle(slug: string, body: Body, etag: string): Promise<ArticleShown> {
  const shown = await told(
    api.PUT('/api/v1/knowledge/articles/{slug}/draft', { params: at(slug, etag), body: { body } }),
  );
  queries.setQueryData([KEY, 'article', slug], shown);
  return shown;
}

export const readArticle = (slug: string): Promise<ArticleShown> =>
  told(api.GET('/api/v1/knowledge/articles/{slug}', { params: { path: { slug } } }));

export async function discardArticle(slug: string, etag: string): Promise<void> {
  await told(api.DELETE('/api/v1/knowledge/articles/{slug}/draft', { params: at(slug, etag) }));
}

export const publishArticle = (slug: string, etag: string): Promise<ArticleShown> =>
  told(api.POST('/api/v1/knowledge/articles/{slug}/publish', { params: at(slug, etag) }));

export const retireArticle = (slug: string, etag: string): Promise<ArticleShown> =>
  told(api.POST('/api/v1/knowledge/articles/{slug}/retire', { params: at(slug, etag) }));

export const restoreArticle = (slug: string, etag: string, version: number): Promise<ArticleShown> =>
  told(api.POST('/api/v1/knowledge/articles/{slug}/rollback', { params: at(slug, etag), body: { version } }));

export const askReview = (slug: string, etag: string, note: string): Promise<ArticleShown> =>
  told(api.POST('/api/v1/knowledge/articles/{slug}/review', { params: at(slug, etag), body: { note } }));

export const endReview = (
  slug: string,
  etag: string,
  verdict: { approved: boolean; note: string },
): Promise<ArticleShown> =>
  told(api.POST('/api/v1/knowledge/articles/{slug}/verdict', { params: at(slug, etag), body: verdict }));

export const usePreview = (text: string, wanted: boolean) =>
  useQuery({
    queryKey: ['knowledge-preview', text],
    enabled: wanted,
    queryFn: ({ signal }) => told(api.POST('/api/v1/knowledge/preview', { body: { text }, signal })),
    gcTime: 30_000,
  });

export const uploadPicture = (file: File): Promise<Schemas['FileKept']> =>
  told(api.POST('/api/v1/knowledge/files', asForm(file) as never)) as Promise<Schemas['FileKept']>;

export async function closeGap(words: string): Promise<void> {
  await told(api.POST('/api/v1/knowledge/gaps/close', { body: { words } }));
  await queries.invalidateQueries({ queryKey: [KEY, 'gaps'] });
}

/** Empty words with `suggest`: by what the customer wrote last. */
export const useSearch = (conversation: string, words: string, suggest: boolean) =>
  useQuery({
    queryKey: ['knowledge-search', conversation, words, suggest],
    enabled: words !== '' || suggest,
    queryFn: ({ signal }) =>
      told(api.GET('/api/v1/knowledge/search', { params: { query: { q: words, conversation } }, signal })),
    staleTime: 60_000,
  });

export const useReading = (conversation: string, slug: string) =>
  useQuery({
    queryKey: ['knowledge-read', conversation, slug],
    queryFn: ({ signal }) =>
      told(
        api.GET('/api/v1/knowledge/read/{slug}', {
          params: { path: { slug }, query: { conversation } },
          signal,
        }),
      ),
  });

export async function noteUsed(article: string, conversation: string, how: 'text' | 'link'): Promise<void> {
  await told(api.POST('/api/v1/knowledge/used', { body: { article, conversation, how } }));
}

const issueAt = (conversation: string, slug: string) => ({
  params: { path: { conversation_id: conversation, slug } },
});

export const useIssues = (conversation: string) =>
  useQuery({
    queryKey: ['issues', conversation],
    queryFn: ({ signal }) =>
      told(
        api.GET('/api/v1/conversations/{conversation_id}/issues', {
          params: { path: { conversation_id: conversation } },
          signal,
        }),
      ),
  });

export async function changeIssue(
  conversation: string,
  slug: string,
  how: 'link' | 'unlink' | 'told',
): Promise<void> {
  const where = issueAt(conversation, slug);
  const asked = {
    link: () => api.PUT('/api/v1/conversations/{conversation_id}/issues/{slug}', where),
    unlink: () => api.DELETE('/api/v1/conversations/{conversation_id}/issues/{slug}', where),
    told: () => api.POST('/api/v1/conversations/{conversation_id}/issues/{slug}/told', where),
  }[how];
  const issues = (await told<Issues>(asked() as never)) as Issues;
  queries.setQueryData(['issues', conversation], issues);
  await queries.invalidateQueries({ queryKey: ['knowledge', 'linked'] });
}

export const useLinked = (slug: string, wanted: boolean) =>
  useQuery({
    queryKey: [KEY, 'linked', slug],
    enabled: wanted,
    queryFn: ({ signal }) =>
      told(
        api.GET('/api/v1/knowledge/articles/{slug}/conversations', { params: { path: { slug } }, signal }),
      ),
  });

/** The slug an article gets by its title. */
export const slugOf = (title: string): string =>
  title
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/gu, '-')
    .replace(/^-+|-+$/gu, '')
    .slice(0, 60) || 'articulo';

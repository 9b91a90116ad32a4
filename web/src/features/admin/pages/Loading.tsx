/** A question's three ways: not yet, failed, here. */
import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { sayProblem } from '@/ui/problem';
import { ErrorState, ListSkeleton } from '@/ui/States';

interface Asked {
  isPending: boolean;
  isError: boolean;
  data: unknown;
  error: unknown;
  refetch: () => Promise<unknown>;
}

export function Loading({ query, children }: { query: Asked; children: ReactNode }) {
  const { t } = useTranslation('admin');
  if (query.isPending) return <ListSkeleton />;
  if (query.isError && !query.data) {
    return (
      <ErrorState title={t('failed')} detail={sayProblem(query.error)} onRetry={() => void query.refetch()} />
    );
  }
  return children;
}

interface Paged {
  hasNextPage: boolean;
  isFetchingNextPage: boolean;
  fetchNextPage: () => Promise<unknown>;
}

export function More({ query }: { query: Paged }) {
  const { t } = useTranslation('desk');
  if (!query.hasNextPage) return null;
  return (
    <Button
      variant="subtle"
      mt="sm"
      loading={query.isFetchingNextPage}
      onClick={() => void query.fetchNextPage()}
    >
      {t('customer.more')}
    </Button>
  );
}

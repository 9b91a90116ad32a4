/** The rows of one list, live, with what to do to read on. */
import { useMemo } from 'react';
import { useMe } from '@/api/session';
import type { Row, View } from '@/api/types';
import { useLive } from '@/live/store';
import { useList } from './questions';
import { listed, type Sort } from './views';

export interface Listed {
  rows: Row[];
  /** Nothing was ever read: show outlines. */
  first: boolean;
  failed: unknown;
  retry: () => void;
  readOn: () => void;
}

export function useListed(view: View, sort: Sort): Listed {
  const { user } = useMe();
  const query = useList(view, sort, user.id);
  const known = useLive((state) => state.rows) as unknown as Record<string, Row>;
  const pages = query.data?.pages;
  const other = query.isPlaceholderData;
  const horizon = other ? Infinity : (pages?.[pages.length - 1]?.horizon ?? Infinity);
  const rows = useMemo(
    () => listed(Object.values(known), view, sort, user.id, horizon),
    [known, view, sort, user.id, horizon],
  );
  return {
    rows,
    first: (query.isPending || other) && rows.length === 0,
    failed: query.isError && rows.length === 0 ? query.error : null,
    retry: () => void query.refetch(),
    readOn: () => {
      if (query.hasNextPage && !query.isFetching) void query.fetchNextPage();
    },
  };
}

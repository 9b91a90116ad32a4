/** The cache of what is asked and not streamed. Live facts invalidate it by key. */
import { QueryClient } from '@tanstack/react-query';
import { asProblem } from './problem';

export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      retry: (count, error) => count < 2 && asProblem(error).passing,
      refetchOnWindowFocus: false,
    },
    mutations: { retry: false },
  },
});

/** Search over everything: one box, reached by `/` from everywhere. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import type { Feature } from '@/ui/feature';
import { searchOf } from './search';

export const find: Feature = {
  routes: ({ desk }) => [
    createRoute({
      getParentRoute: () => desk,
      path: 'search',
      validateSearch: searchOf,
      component: lazyRouteComponent(() => import('./SearchPage'), 'SearchPage'),
    }),
  ],
};

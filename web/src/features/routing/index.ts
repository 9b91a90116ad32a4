/** Who gets what, and why: the explanation of a decision, and the floor asked about work that might come. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import type { Feature } from '@/ui/feature';

export const routing: Feature = {
  routes: ({ desk }) => [
    createRoute({
      getParentRoute: () => desk,
      path: 'board/who',
      component: lazyRouteComponent(() => import('./WhoPage'), 'WhoPage'),
    }),
  ],
};

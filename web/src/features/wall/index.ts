/** The board on the wall: a page of its own, nobody signed in. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import type { Feature } from '@/ui/feature';

export const wall: Feature = {
  routes: ({ open }) => [
    createRoute({
      getParentRoute: () => open,
      path: 'wall/$token',
      component: lazyRouteComponent(() => import('./WallPage'), 'WallPage'),
    }),
  ],
};

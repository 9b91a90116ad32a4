/** What if: a change tried out on the twin before it goes live. Time travel: the centre as it was. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { IconWand } from '@tabler/icons-react';
import type { Feature } from '@/ui/feature';
import { searchOf } from './search';

export const twin: Feature = {
  rail: { to: '/twin', label: 'rail.twin', icon: IconWand, needs: ['queue.supervise', 'audit.read'] },
  routes: ({ desk }) => [
    createRoute({
      getParentRoute: () => desk,
      path: 'twin',
      validateSearch: searchOf,
      component: lazyRouteComponent(() => import('./TwinPage'), 'TwinPage'),
    }),
    createRoute({
      getParentRoute: () => desk,
      path: 'twin/past',
      component: lazyRouteComponent(() => import('./PastPage'), 'PastPage'),
    }),
  ],
};

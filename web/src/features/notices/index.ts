/** Sudden rises of a topic, and what customers are told because of them. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import type { Feature } from '@/ui/feature';

export const notices: Feature = {
  routes: ({ desk }) => [
    createRoute({
      getParentRoute: () => desk,
      path: 'notices',
      component: lazyRouteComponent(() => import('./NoticesPage'), 'NoticesPage'),
    }),
  ],
};

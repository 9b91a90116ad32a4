/** The knowledge base: articles as they are written and reviewed, and what is missing. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { IconBook2 } from '@tabler/icons-react';
import type { Feature } from '@/ui/feature';

export const knowledge: Feature = {
  rail: {
    to: '/knowledge',
    label: 'rail.knowledge',
    icon: IconBook2,
    needs: ['knowledge.edit', 'knowledge.publish'],
  },
  routes: ({ desk }) => [
    createRoute({
      getParentRoute: () => desk,
      path: 'knowledge',
      component: lazyRouteComponent(() => import('./ArticlesPage'), 'ArticlesPage'),
    }),
    createRoute({
      getParentRoute: () => desk,
      path: 'knowledge/gaps',
      component: lazyRouteComponent(() => import('./GapsPage'), 'GapsPage'),
    }),
    createRoute({
      getParentRoute: () => desk,
      path: 'knowledge/a/$slug',
      component: lazyRouteComponent(() => import('./ArticlePage'), 'ArticlePage'),
    }),
  ],
};

/** Flows: what customers go through before a person answers, and what agents and customers are led through. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { IconSitemap } from '@tabler/icons-react';
import type { Feature } from '@/ui/feature';

export const flows: Feature = {
  rail: {
    to: '/flows',
    label: 'rail.flows',
    icon: IconSitemap,
    needs: ['config.edit', 'config.publish', 'flow.publish'],
  },
  routes: ({ desk }) => [
    createRoute({
      getParentRoute: () => desk,
      path: 'flows',
      component: lazyRouteComponent(() => import('./ListPage'), 'ListPage'),
    }),
    createRoute({
      getParentRoute: () => desk,
      path: 'flows/$slug',
      component: lazyRouteComponent(() => import('./DesignerPage'), 'DesignerPage'),
    }),
  ],
};

/** The first run: from the one-time link to a working chat. Nobody is signed in yet. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import type { Feature } from '@/ui/feature';

export const setup: Feature = {
  routes: ({ open }) => [
    createRoute({
      getParentRoute: () => open,
      path: 'setup',
      component: lazyRouteComponent(() => import('./SetupPage'), 'SetupPage'),
    }),
    createRoute({
      getParentRoute: () => open,
      path: 'welcome',
      component: lazyRouteComponent(() => import('./WelcomePage'), 'WelcomePage'),
    }),
  ],
};

/** What was promised and what is to be done; and calls on the company's own telephone. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { IconChecklist } from '@tabler/icons-react';
import type { Feature } from '@/ui/feature';

export const matter: Feature = {
  rail: { to: '/tasks', label: 'rail.tasks', icon: IconChecklist, needs: ['conversation.read'] },
  routes: ({ desk }) => [
    createRoute({
      getParentRoute: () => desk,
      path: 'tasks',
      component: lazyRouteComponent(() => import('./TasksPage'), 'TasksPage'),
    }),
    createRoute({
      getParentRoute: () => desk,
      path: 'pop',
      component: lazyRouteComponent(() => import('./PopPage'), 'PopPage'),
    }),
  ],
};

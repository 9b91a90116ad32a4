/** The supervisor's live board. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { IconLayoutDashboard } from '@tabler/icons-react';
import type { Feature } from '@/ui/feature';

export const board: Feature = {
  rail: { to: '/board', label: 'rail.board', icon: IconLayoutDashboard, needs: ['queue.supervise'] },
  routes: ({ desk }) => [
    createRoute({
      getParentRoute: () => desk,
      path: 'board',
      component: lazyRouteComponent(() => import('./BoardPage'), 'BoardPage'),
    }),
  ],
};

/** What happened in queues and at desks: yesterday first. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { IconChartBar } from '@tabler/icons-react';
import type { Feature } from '@/ui/feature';
import { searchOf } from './search';

export const reports: Feature = {
  rail: { to: '/reports', label: 'rail.reports', icon: IconChartBar, needs: ['report.read'] },
  routes: ({ desk }) => [
    createRoute({
      getParentRoute: () => desk,
      path: 'reports',
      validateSearch: searchOf,
      component: lazyRouteComponent(() => import('./ReportsPage'), 'ReportsPage'),
    }),
  ],
};

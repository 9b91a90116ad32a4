/** Configuration of the centre. Every address under /admin is this feature's. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { IconSettings } from '@tabler/icons-react';
import type { Feature } from '@/ui/feature';

export const admin: Feature = {
  rail: { to: '/admin', label: 'rail.admin', icon: IconSettings, needs: ['config.read', 'user.manage'] },
  routes: ({ desk }) => [
    createRoute({
      getParentRoute: () => desk,
      path: 'admin',
      component: lazyRouteComponent(() => import('./AdminPage'), 'AdminPage'),
    }),
  ],
};

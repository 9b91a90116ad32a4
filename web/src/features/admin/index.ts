/** Configuration of the centre. Every address under /admin is this feature's. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { IconSettings } from '@tabler/icons-react';
import type { Feature } from '@/ui/feature';

export const admin: Feature = {
  rail: {
    to: '/admin',
    label: 'rail.admin',
    icon: IconSettings,
    needs: ['config.edit', 'user.manage', 'api.manage', 'audit.read', 'queue.supervise'],
  },
  routes: ({ desk }) => {
    const layout = createRoute({
      getParentRoute: () => desk,
      path: 'admin',
      component: lazyRouteComponent(() => import('./AdminPage'), 'AdminPage'),
    });
    const getParentRoute = () => layout;
    return [
      layout.addChildren([
        createRoute({
          getParentRoute,
          path: '/',
          component: lazyRouteComponent(() => import('./pages/HomePage'), 'HomePage'),
        }),
        createRoute({
          getParentRoute,
          path: 'users',
          component: lazyRouteComponent(() => import('./pages/UsersPage'), 'UsersPage'),
        }),
        createRoute({
          getParentRoute,
          path: 'users/$user',
          component: lazyRouteComponent(() => import('./pages/UserPage'), 'UserPage'),
        }),
        createRoute({
          getParentRoute,
          path: 'keys',
          component: lazyRouteComponent(() => import('./pages/KeysPage'), 'KeysPage'),
        }),
        createRoute({
          getParentRoute,
          path: 'secrets',
          component: lazyRouteComponent(() => import('./pages/SecretsPage'), 'SecretsPage'),
        }),
        createRoute({
          getParentRoute,
          path: 'quarantine',
          component: lazyRouteComponent(() => import('./pages/QuarantinePage'), 'QuarantinePage'),
        }),
        createRoute({
          getParentRoute,
          path: 'outbox',
          component: lazyRouteComponent(() => import('./pages/OutboxPage'), 'OutboxPage'),
        }),
        createRoute({
          getParentRoute,
          path: 'demo',
          component: lazyRouteComponent(() => import('./pages/DemoPage'), 'DemoPage'),
        }),
        createRoute({
          getParentRoute,
          path: 'audit',
          component: lazyRouteComponent(() => import('./pages/AuditPage'), 'AuditPage'),
        }),
        createRoute({
          getParentRoute,
          path: 'guarantees',
          component: lazyRouteComponent(() => import('./pages/GuaranteesPage'), 'GuaranteesPage'),
        }),
        createRoute({
          getParentRoute,
          path: 'matches',
          component: lazyRouteComponent(() => import('./pages/MatchesPage'), 'MatchesPage'),
        }),
        createRoute({
          getParentRoute,
          path: 'algorithm',
          component: lazyRouteComponent(() => import('./pages/AlgorithmPage'), 'AlgorithmPage'),
        }),
        createRoute({
          getParentRoute,
          path: 'machine',
          component: lazyRouteComponent(() => import('./pages/machine/MachinePage'), 'MachinePage'),
        }),
        createRoute({
          getParentRoute,
          path: 'roles',
          component: lazyRouteComponent(() => import('./pages/RolesPage'), 'RolesPage'),
        }),
        createRoute({
          getParentRoute,
          path: 'health',
          component: lazyRouteComponent(() => import('./pages/HealthPage'), 'HealthPage'),
        }),
        createRoute({
          getParentRoute,
          path: 'code',
          component: lazyRouteComponent(() => import('./pages/CodePage'), 'CodePage'),
        }),
        createRoute({
          getParentRoute,
          path: 'import',
          component: lazyRouteComponent(() => import('./imports/ImportsPage'), 'ImportsPage'),
        }),
        createRoute({
          getParentRoute,
          path: 'import/$run',
          component: lazyRouteComponent(() => import('./imports/ImportPage'), 'ImportPage'),
        }),
        createRoute({
          getParentRoute,
          path: 'endpoint',
          component: lazyRouteComponent(() => import('./pages/EndpointsPage'), 'EndpointsPage'),
        }),
        createRoute({
          getParentRoute,
          path: 'intent',
          component: lazyRouteComponent(() => import('./intents/IntentsPage'), 'IntentsPage'),
        }),
        createRoute({
          getParentRoute,
          path: '$kind',
          component: lazyRouteComponent(() => import('./config/KindPage'), 'KindPage'),
        }),
        createRoute({
          getParentRoute,
          path: '$kind/$slug',
          component: lazyRouteComponent(() => import('./config/DocumentPage'), 'DocumentPage'),
        }),
      ]),
    ];
  },
};

/** Customers and their companies: the lists, and one person with everything that ever passed. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { IconUsers } from '@tabler/icons-react';
import type { Feature } from '@/ui/feature';

export const customer: Feature = {
  rail: { to: '/customers', label: 'rail.customers', icon: IconUsers, needs: ['customer.read'] },
  routes: ({ desk }) => [
    createRoute({
      getParentRoute: () => desk,
      path: 'customers',
      component: lazyRouteComponent(() => import('./CustomersPage'), 'CustomersPage'),
    }),
    createRoute({
      getParentRoute: () => desk,
      path: 'customers/$customer',
      component: lazyRouteComponent(() => import('./CustomerPage'), 'CustomerPage'),
    }),
    createRoute({
      getParentRoute: () => desk,
      path: 'companies',
      component: lazyRouteComponent(() => import('./CompaniesPage'), 'CompaniesPage'),
    }),
    createRoute({
      getParentRoute: () => desk,
      path: 'companies/$company',
      component: lazyRouteComponent(() => import('./CompanyPage'), 'CompanyPage'),
    }),
  ],
};

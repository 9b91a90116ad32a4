/** What a person chooses for himself. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import i18next from 'i18next';
import type { Feature } from '@/ui/feature';

export const me: Feature = {
  routes: ({ desk }) => [
    createRoute({
      getParentRoute: () => desk,
      path: 'me',
      component: lazyRouteComponent(async () => {
        const [found] = await Promise.all([import('./MePage'), i18next.loadNamespaces('lists')]);
        return found;
      }, 'MePage'),
    }),
  ],
};

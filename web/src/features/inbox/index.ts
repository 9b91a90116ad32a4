/** The agent's desk: lists, the open conversation, the customer beside it. */
import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { IconInbox } from '@tabler/icons-react';
import i18next from 'i18next';
import type { Feature } from '@/ui/feature';
import { isView } from './views';

export const inbox: Feature = {
  rail: { to: '/inbox/mine', label: 'rail.inbox', icon: IconInbox, needs: ['conversation.read'] },
  routes: ({ desk }) => {
    const page = lazyRouteComponent(async () => {
      const [found] = await Promise.all([import('./InboxPage'), i18next.loadNamespaces('lists')]);
      return found;
    }, 'InboxPage');
    return [
      createRoute({
        getParentRoute: () => desk,
        path: 'inbox/{-$view}/{-$conversation}',
        component: page,
        beforeLoad: ({ params }: { params: { view?: string } }) => {
          if (!params.view || !isView(params.view)) throw redirect({ to: '/inbox/mine' as string });
        },
      }),
      createRoute({
        getParentRoute: () => desk,
        path: 'new',
        component: lazyRouteComponent(() => import('./writing/NewPage'), 'NewPage'),
      }),
      createRoute({
        getParentRoute: () => desk,
        path: 'inbox/view/$view',
        beforeLoad: ({ params }: { params: { view: string } }) => {
          throw redirect({ to: `/inbox/${params.view}` as string });
        },
      }),
    ];
  },
};

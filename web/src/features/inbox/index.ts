/** The agent's desk: lists, the open conversation, the customer beside it. */
import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { IconInbox } from '@tabler/icons-react';
import type { Feature } from '@/ui/feature';
import { isView } from './views';

export const inbox: Feature = {
  rail: { to: '/inbox/mine', label: 'rail.inbox', icon: IconInbox, needs: ['conversation.read'] },
  routes: ({ desk }) => {
    const page = lazyRouteComponent(() => import('./InboxPage'), 'InboxPage');
    return [
      createRoute({
        getParentRoute: () => desk,
        path: 'inbox/{-$view}/{-$conversation}',
        component: page,
        beforeLoad: ({ params }: { params: { view?: string } }) => {
          if (!params.view || !isView(params.view)) throw redirect({ to: '/inbox/mine' as string });
        },
      }),
    ];
  },
};

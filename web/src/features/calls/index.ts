/** Calls nobody took and messages that were left: whom to call back; recordings; numbers that are not put through. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { IconPhone } from '@tabler/icons-react';
import type { Feature } from '@/ui/feature';

export const SHOWN = ['missed', 'voicemails', 'recordings', 'blocked'] as const;
export type Shown = (typeof SHOWN)[number];

export const calls: Feature = {
  rail: { to: '/calls', label: 'rail.calls', icon: IconPhone, needs: ['conversation.read'] },
  routes: ({ desk }) => [
    createRoute({
      getParentRoute: () => desk,
      path: 'calls',
      validateSearch: (search: Record<string, unknown>): { show?: Shown } => {
        const show = SHOWN.find((name) => name === search['show']);
        return show ? { show } : {};
      },
      component: lazyRouteComponent(() => import('./CallsPage'), 'CallsPage'),
    }),
  ],
};

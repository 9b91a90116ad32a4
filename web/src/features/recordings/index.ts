/** Recordings of calls: in the conversation's timeline, and each on a page of its own. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import type { Feature } from '@/ui/feature';

export const recordings: Feature = {
  routes: ({ desk }) => [
    createRoute({
      getParentRoute: () => desk,
      path: 'recordings/$recording',
      validateSearch: (search: Record<string, unknown>): { at?: number } =>
        Number(search['at']) > 0 ? { at: Number(search['at']) } : {},
      component: lazyRouteComponent(() => import('./RecordingPage'), 'RecordingPage'),
    }),
  ],
};

/** The addresses of the desk. Features bring their own; this file knows the shell and signing in. */
import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from '@tanstack/react-router';
import { searchOf } from './search';
import { loadSession, NotSignedIn } from '@/api/session';
import { loadWorkWords } from '@/ui/i18n';
import { DeskError, NotFoundPage } from './Errors';
import { features } from './features';
import { Shell } from './Shell';

const rootRoute = createRootRoute({
  component: Outlet,
  notFoundComponent: NotFoundPage,
  errorComponent: DeskError,
});

const signInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: 'sign-in',
  validateSearch: searchOf.next,
  component: lazyRouteComponent(() => import('./SignIn'), 'SignIn'),
});

const deskRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'desk',
  component: Shell,
  errorComponent: DeskError,
  beforeLoad: async ({ location }) => {
    try {
      await Promise.all([loadSession(), loadWorkWords()]);
    } catch (error) {
      if (error instanceof NotSignedIn) throw redirect({ to: '/sign-in', search: { next: location.href } });
      throw error;
    }
  },
});

const homeRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/inbox/mine' as string });
  },
});

const parents = { desk: deskRoute, open: rootRoute };
const brought = features.flatMap((feature) => feature.routes(parents));
const inDesk = brought.filter((route) => route.options.getParentRoute() === deskRoute);
const outside = brought.filter((route) => route.options.getParentRoute() !== deskRoute);

export const router = createRouter({
  routeTree: rootRoute.addChildren([homeRoute, signInRoute, deskRoute.addChildren(inDesk), ...outside]),
  defaultPreload: 'intent',
  defaultPendingMs: 300,
});

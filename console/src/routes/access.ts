import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { one, searchOf } from '../lib/search-schema.ts';
import { rootRoute, shellRoute } from './root.tsx';

export const signInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sign-in',
  validateSearch: searchOf({ next: one, error: one }),
  component: lazyRouteComponent(() => import('../features/sign-in/sign-in-page.tsx'), 'SignInPage'),
});

export const meRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/me',
  component: lazyRouteComponent(() => import('../features/me/me-page.tsx'), 'MePage'),
});

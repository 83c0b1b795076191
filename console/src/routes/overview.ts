import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { rangeSearch, searchOf } from '../lib/search-schema.ts';
import { shellRoute } from './root.tsx';

const overviewRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/',
  validateSearch: searchOf(rangeSearch),
  component: lazyRouteComponent(() => import('../features/overview/overview-page.tsx'), 'OverviewPage'),
});

const startRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/start',
  component: lazyRouteComponent(() => import('../features/overview/start-page.tsx'), 'StartPage'),
});

export const overviewRoutes = [overviewRoute, startRoute] as const;

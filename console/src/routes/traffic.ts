import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { trafficSearch } from '../lib/traffic-search.ts';
import { shellRoute } from './root.tsx';

const trafficRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/traffic',
  validateSearch: trafficSearch,
  component: lazyRouteComponent(() => import('../features/traffic/traffic-page.tsx'), 'TrafficPage'),
});

/** Routes of this part of the console; `tree.ts` puts them together. */
export const trafficRoutes = [trafficRoute] as const;

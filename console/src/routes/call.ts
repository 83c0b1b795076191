import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { one, oneOf, searchOf } from '../lib/search-schema.ts';
import { shellRoute } from './root.tsx';

const callRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/traffic/$requestId',
  validateSearch: searchOf({
    tab: oneOf(['why', 'conversation', 'differences', 'raw', 'cost', 'proof']),
    at: one,
  }),
  component: lazyRouteComponent(() => import('../features/call/call-page.tsx'), 'CallPage'),
});

const runSearch = searchOf({ show: oneOf(['tree', 'waterfall']), call: one, user: one, idle: oneOf(['shown']) });

const traceRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/traces/$traceId',
  validateSearch: runSearch,
  component: lazyRouteComponent(() => import('../features/run/run-page.tsx'), 'TracePage'),
});

const sessionRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/sessions/$sessionId',
  validateSearch: runSearch,
  component: lazyRouteComponent(() => import('../features/run/run-page.tsx'), 'SessionPage'),
});

/** Routes of this part of the console; `tree.ts` puts them together. */
export const callRoutes = [callRoute, traceRoute, sessionRoute] as const;

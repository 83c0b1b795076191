import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { one, oneOf, rangeSearch, searchOf } from '../lib/search-schema.ts';
import { shellRoute } from './root.tsx';

const recordRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/record',
  validateSearch: searchOf({ tab: oneOf(['checkpoints', 'erasures', 'holds']), checkpoint: one }),
  component: lazyRouteComponent(() => import('../features/record/record-page.tsx'), 'RecordPage'),
});

const logRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/record/log',
  validateSearch: searchOf({
    ...rangeSearch,
    kind: oneOf(['configuration', 'access']),
    actor: one,
    action: one,
    target: one,
    target_kind: one,
    entry: one,
  }),
  component: lazyRouteComponent(() => import('../features/record/log-page.tsx'), 'LogPage'),
});

export const recordRoutes = [recordRoute, logRoute] as const;

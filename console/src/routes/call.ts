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

/** Routes of this part of the console; `tree.ts` puts them together. */
export const callRoutes = [callRoute] as const;

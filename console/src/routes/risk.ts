import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { one, oneOf, rangeSearch, searchOf } from '../lib/search-schema.ts';
import { shellRoute } from './root.tsx';

const rulesRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/risk/rules',
  validateSearch: searchOf({
    category: one,
    severity: one,
    action: one,
    enabled: oneOf(['true', 'false']),
    q: one,
    sort: oneOf(['name', 'severity', 'hits', 'wrong', 'last']),
    rule: one,
    create: oneOf(['true']),
    tab: oneOf(['rule', 'examples', 'history']),
  }),
  component: lazyRouteComponent(() => import('../features/risk/rules/rules-page.tsx'), 'RulesPage'),
});

/** A link to one rule: the list with its panel open. */
const ruleRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/risk/rules/$ruleId',
  validateSearch: searchOf({ tab: oneOf(['rule', 'examples', 'history']) }),
  beforeLoad: ({ params: { ruleId }, search }) => {
    const { tab }: { tab?: 'rule' | 'examples' | 'history' } = search;
    redirect({ to: '/risk/rules', search: { rule: ruleId, tab }, replace: true, throw: true });
  },
});

const testRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/risk/test',
  validateSearch: searchOf({
    mode: oneOf(['text', 'request', 'call']),
    rule: one,
    request: one,
    as: one,
    model: one,
    scope: one,
    endpoint: oneOf(['chat.completions', 'responses', 'messages', 'embeddings']),
  }),
  component: lazyRouteComponent(() => import('../features/risk/bench/bench-page.tsx'), 'BenchPage'),
});

const backtestsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/risk/backtests',
  validateSearch: searchOf({ ...rangeSearch, rule: one }),
  component: lazyRouteComponent(() => import('../features/risk/backtests/backtests-page.tsx'), 'BacktestsPage'),
});

const backtestRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/risk/backtests/$id',
  component: lazyRouteComponent(() => import('../features/risk/backtests/backtest-page.tsx'), 'BacktestPage'),
});

const reviewRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/risk/review',
  validateSearch: searchOf({ verdict: oneOf(['right', 'wrong']), rule: one, reviewer: one }),
  component: lazyRouteComponent(() => import('../features/risk/review/review-page.tsx'), 'ReviewPage'),
});

const heldRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/risk/held',
  validateSearch: searchOf({ state: oneOf(['all']) }),
  component: lazyRouteComponent(() => import('../features/risk/held/held-page.tsx'), 'HeldPage'),
});

/** Routes of this part of the console; `tree.ts` puts them together. */
export const riskRoutes = [
  rulesRoute,
  ruleRoute,
  testRoute,
  backtestsRoute,
  backtestRoute,
  reviewRoute,
  heldRoute,
] as const;

import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { one, oneOf, searchOf } from '../lib/search-schema.ts';
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

/** Routes of this part of the console; `tree.ts` puts them together. */
export const riskRoutes = [rulesRoute, ruleRoute] as const;

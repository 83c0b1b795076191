import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { centresSearch } from '../features/costs/centres/search.ts';
import { costsSearch } from '../features/costs/search.ts';
import { budgetsSearch } from '../features/costs/budgets/search.ts';
import { ledgerSearch } from '../features/costs/ledger/search.ts';
import { ratesSearch } from '../features/costs/rates/search.ts';
import { shellRoute } from './root.tsx';

const costsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/costs',
  validateSearch: costsSearch,
  component: lazyRouteComponent(() => import('../features/costs/costs-page.tsx'), 'CostsPage'),
});

const ledgerRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/costs/ledger',
  validateSearch: ledgerSearch,
  component: lazyRouteComponent(() => import('../features/costs/ledger/ledger-page.tsx'), 'LedgerPage'),
});

const budgetsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/costs/budgets',
  validateSearch: budgetsSearch,
  component: lazyRouteComponent(() => import('../features/costs/budgets/budgets-page.tsx'), 'BudgetsPage'),
});

const ratesRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/costs/rates',
  validateSearch: ratesSearch,
  component: lazyRouteComponent(() => import('../features/costs/rates/rates-page.tsx'), 'RatesPage'),
});

const centresRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/costs/centres',
  validateSearch: centresSearch,
  component: lazyRouteComponent(() => import('../features/costs/centres/centres-page.tsx'), 'CentresPage'),
});

export const costsRoutes = [costsRoute, ledgerRoute, budgetsRoute, ratesRoute, centresRoute] as const;

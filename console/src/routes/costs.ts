import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { costsSearch } from '../features/costs/search.ts';
import { ledgerSearch } from '../features/costs/ledger/search.ts';
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

export const costsRoutes = [costsRoute, ledgerRoute] as const;

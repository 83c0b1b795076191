import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { one, oneOf, searchOf } from '../lib/search-schema.ts';
import { shellRoute } from './root.tsx';

const modelsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/models',
  validateSearch: searchOf({ model: one, tab: oneOf(['prices', 'grants', 'endpoint', 'history']), as: one }),
  component: lazyRouteComponent(() => import('../features/catalogue/models/models-page.tsx'), 'ModelsPage'),
});

/** A model by its address: its panel stands beside the list. */
const modelRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/models/$id',
  beforeLoad: ({ params }) => {
    redirect({ to: '/models', search: { model: params.id }, throw: true });
  },
});

const grantsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/models/grants',
  validateSearch: searchOf({ kind: oneOf(['group', 'user', 'instance']), q: one, of: one }),
  component: lazyRouteComponent(() => import('../features/catalogue/grants/grants-page.tsx'), 'GrantsPage'),
});

const providersRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/providers',
  component: lazyRouteComponent(() => import('../features/catalogue/providers/providers-page.tsx'), 'ProvidersPage'),
});

const newProviderRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/providers/new',
  validateSearch: searchOf({
    step: oneOf(['choose', 'connect', 'models', 'prices', 'activate']),
    preset: one,
    provider: one,
  }),
  component: lazyRouteComponent(() => import('../features/catalogue/wizard/wizard-page.tsx'), 'WizardPage'),
});

const providerRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/providers/$id',
  validateSearch: searchOf({ edit: one }),
  component: lazyRouteComponent(() => import('../features/catalogue/providers/provider-page.tsx'), 'ProviderPage'),
});

/** Routes of this part of the console; `tree.ts` puts them together. */
export const catalogueRoutes = [
  modelsRoute,
  modelRoute,
  grantsRoute,
  providersRoute,
  newProviderRoute,
  providerRoute,
] as const;

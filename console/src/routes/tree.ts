import { createRouter } from '@tanstack/react-router';
import { parseSearch, stringifySearch } from '../lib/search-params.ts';
import { meRoute, signInRoute } from './access.ts';
import { callRoutes } from './call.ts';
import { catalogueRoutes } from './catalogue.ts';
import { costsRoutes } from './costs.ts';
import { overviewRoutes } from './overview.ts';
import { peopleRoutes } from './people.ts';
import { recordRoutes } from './record.ts';
import { riskRoutes } from './risk.ts';
import { settingsRoutes } from './settings.ts';
import { trafficRoutes } from './traffic.ts';
import { rootRoute, shellRoute } from './root.tsx';

/** Every address of the console. A page's code comes when it is opened. */
const routeTree = rootRoute.addChildren([
  signInRoute,
  shellRoute.addChildren([
    ...overviewRoutes,
    ...trafficRoutes,
    ...callRoutes,
    ...costsRoutes,
    ...riskRoutes,
    ...catalogueRoutes,
    ...peopleRoutes,
    ...recordRoutes,
    ...settingsRoutes,
    meRoute,
  ]),
]);

export const router = createRouter({
  routeTree,
  parseSearch,
  stringifySearch,
  defaultPreload: 'intent',
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}

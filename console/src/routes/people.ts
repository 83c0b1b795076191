import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { one, oneOf, searchOf } from '../lib/search-schema.ts';
import { shellRoute } from './root.tsx';

const usersRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/people/users',
  validateSearch: searchOf({
    q: one,
    state: oneOf(['admin', 'auditor', 'member', 'deactivated', 'all']),
    user: one,
  }),
  component: lazyRouteComponent(() => import('../features/people/users-page.tsx'), 'UsersPage'),
});

const groupsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/people/groups',
  validateSearch: searchOf({ q: one, group: one }),
  component: lazyRouteComponent(() => import('../features/people/groups-page.tsx'), 'GroupsPage'),
});

const instancesRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/people/instances',
  validateSearch: searchOf({ q: one, state: oneOf(['deactivated', 'all']), instance: one }),
  component: lazyRouteComponent(() => import('../features/people/instances-page.tsx'), 'InstancesPage'),
});

const keySearch = searchOf({
  user: one,
  instance: one,
  state: oneOf(['never', 'forgotten', 'ended', 'all']),
  q: one,
  key: one,
});

const keysRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/people/keys',
  validateSearch: keySearch,
  component: lazyRouteComponent(() => import('../features/people/keys-page.tsx'), 'KeysPage'),
});

/** For members: what is their own. */
const ownKeysRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/keys',
  validateSearch: keySearch,
  component: lazyRouteComponent(() => import('../features/people/keys-page.tsx'), 'OwnKeysPage'),
});

export const peopleRoutes = [usersRoute, groupsRoute, instancesRoute, keysRoute, ownKeysRoute] as const;

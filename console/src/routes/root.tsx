import { createRootRoute, createRoute, Outlet, redirect } from '@tanstack/react-router';
import { meQuery, signInOptionsQuery } from '../lib/me.ts';
import { queryClient } from '../lib/query-client.ts';
import { Shell } from '../components/shell/shell.tsx';
import { Broken, NotFound } from '../components/shell/whole-page.tsx';

export const rootRoute = createRootRoute({ component: Outlet, notFoundComponent: NotFound, errorComponent: Broken });

/** Around every page for who is signed in; who is not goes to sign in first, and comes back. */
export const shellRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'shell',
  component: Shell,
  errorComponent: Broken,
  beforeLoad: async ({ location }) => {
    const next = location.href === '/' ? undefined : location.href;
    const known = queryClient.getQueryData(meQuery.queryKey);
    const isSignedIn =
      known !== undefined || (await queryClient.fetchQuery({ ...signInOptionsQuery, staleTime: 0 })).signed_in;
    if (isSignedIn && !(await queryClient.ensureQueryData(meQuery)).must_change_password) return;
    redirect({ to: '/sign-in', search: { next }, throw: true });
  },
});

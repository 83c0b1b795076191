import { queryOptions, useQuery } from '@tanstack/react-query';
import { answer, api, type paths } from './api.ts';

export type Me = paths['/api/me']['get']['responses']['200']['content']['application/json'];

/** Who is signed in and what that allows. The API decides; the console only mirrors it. */
export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: () => answer(api.GET('/api/me')),
  staleTime: 60_000,
  retry: false,
});

/** How people sign in, and whether this browser did: what may be asked by who is not signed in. */
export const signInOptionsQuery = queryOptions({
  queryKey: ['sign-in options'],
  queryFn: () => answer(api.GET('/api/sign-in/options')),
});

export function useMe(): Me | undefined {
  return useQuery(meQuery).data;
}

/** Whether who is signed in may do what the API calls `permission`. */
export function useMay(permission: string): boolean {
  return useMe()?.permissions.includes(permission) ?? false;
}

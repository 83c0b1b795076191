import { queryOptions, useQuery } from '@tanstack/react-query';
import { answer, api, type paths, type Schemas } from '../../lib/api.ts';
import { everyItem } from '../../lib/every-item.ts';
import { useMay, useMe } from '../../lib/me.ts';

export type User = Schemas['User'];
export type Group = Schemas['Group'];
export type Instance = Schemas['Instance'];
export type Key = paths['/api/keys']['get']['responses']['200']['content']['application/json']['items'][number];

export const usersQuery = queryOptions({
  queryKey: ['users'],
  queryFn: () => everyItem<User>((query) => answer(api.GET('/api/users', { params: { query } }))),
});

export const groupsQuery = queryOptions({
  queryKey: ['groups'],
  queryFn: () => everyItem<Group>((query) => answer(api.GET('/api/groups', { params: { query } }))),
});

export const instancesQuery = queryOptions({
  queryKey: ['instances'],
  queryFn: () => everyItem<Instance>((query) => answer(api.GET('/api/instances', { params: { query } }))),
});

export const keysQuery = queryOptions({
  queryKey: ['keys'],
  queryFn: () => everyItem<Key>((query) => answer(api.GET('/api/keys', { params: { query } }))),
});

/** How a user is called, by id; members know themselves alone. */
export function useUserNames(): (id: string) => string {
  const me = useMe();
  const mayRead = useMay('users:read');
  const { data } = useQuery({ ...usersQuery, enabled: mayRead });
  return (id) => {
    const user = data?.find((one) => one.id === id) ?? (me?.user?.id === id ? me.user : undefined);
    return user ? user.name || user.email : id;
  };
}

/** How an instance is called, by id. */
export function useInstanceNames(): (id: string | null) => string | null {
  const { data } = useQuery(instancesQuery);
  return (id) => (id === null ? null : (data?.find((one) => one.id === id)?.name ?? id));
}

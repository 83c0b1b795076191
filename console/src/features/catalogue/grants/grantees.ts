import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { type Grantee, groupsQuery, instancesQuery, usersQuery } from '../queries.ts';

export const granteeKinds = ['everyone', 'group', 'user', 'instance'] as const;
export type GranteeKind = (typeof granteeKinds)[number];

export interface GranteeChoice {
  readonly to: Grantee;
  readonly label: string;
  /** Of the user who is in these groups, or owns this instance. */
  readonly groupIds: readonly string[];
  readonly ownerId: string | null;
}

/** Whom models can be granted to, by kind, as people know them. */
export function useGrantees(): Readonly<Record<GranteeKind, readonly GranteeChoice[]>> {
  const { t } = useTranslation('catalogue');
  const { data: groups } = useQuery(groupsQuery);
  const { data: users } = useQuery(usersQuery);
  const { data: instances } = useQuery(instancesQuery);
  return useMemo(() => {
    const groupsOf = (userId: string): string[] =>
      (groups ?? []).filter(({ member_ids }) => member_ids.includes(userId)).map(({ id }) => id);
    const sorted = (choices: GranteeChoice[]) => choices.toSorted((a, b) => a.label.localeCompare(b.label));
    return {
      everyone: [{ to: { kind: 'everyone' }, label: t('grants.everyone'), groupIds: [], ownerId: null }],
      group: sorted(
        (groups ?? []).map(({ id, name }) => ({ to: { kind: 'group', id }, label: name, groupIds: [], ownerId: null })),
      ),
      user: sorted(
        (users ?? [])
          .filter((user) => user.is_active)
          .map(({ id, name, email }) => ({
            to: { kind: 'user', id },
            label: t('person', { name, email }),
            groupIds: groupsOf(id),
            ownerId: id,
          })),
      ),
      instance: sorted(
        (instances ?? [])
          .filter((instance) => instance.is_active)
          .map(({ id, name, owner_id }) => ({
            to: { kind: 'instance', id },
            label: name,
            groupIds: groupsOf(owner_id),
            ownerId: owner_id,
          })),
      ),
    };
  }, [groups, users, instances, t]);
}

type Grantees = ReturnType<typeof useGrantees>;

/** As people know it; its id when it is not there any more. */
export function granteeName(grantees: Grantees, to: Grantee): string {
  return grantees[to.kind].find((one) => isSameGrantee(one.to, to))?.label ?? idOf(to);
}

export function isSameGrantee(a: Grantee, b: Grantee): boolean {
  return a.kind === b.kind && idOf(a) === idOf(b);
}

export const idOf = (to: Grantee): string => ('id' in to ? to.id : '');

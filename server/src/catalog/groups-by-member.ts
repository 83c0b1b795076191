import type { Group } from '@tollgate/contract';
import { compareNames } from './natural-name.ts';

/** A group without its members. */
export type NamedGroup = Readonly<Pick<Group, 'id' | 'name'>>;

/** User id → the groups that the user is in, by name. Users in none are not in it. */
export function groupsByMember(groups: readonly Group[]): ReadonlyMap<string, readonly NamedGroup[]> {
  const byMember = new Map<string, NamedGroup[]>();
  for (const { id, name, member_ids } of groups.toSorted((a, b) => compareNames(a.name, b.name))) {
    const named = Object.freeze({ id, name });
    for (const member of new Set(member_ids)) {
      const own = byMember.get(member);
      if (own) own.push(named);
      else byMember.set(member, [named]);
    }
  }
  return byMember;
}

import type { Instance, Key, PolicyDocument, User } from '@tollgate/contract';
import { compileSnapshot } from '../../catalog/compile-snapshot.ts';
import { groupsByMember } from '../../catalog/groups-by-member.ts';
import { selectHeadVersion, selectPolicyDocument } from '../../catalog/policy-versions.queries.ts';
import { naturalName } from '../../catalog/natural-name.ts';
import type { KeyHolder, Snapshot } from '../../catalog/snapshot.ts';
import type { Queryable } from '../../database/queryable.ts';
import type { RuleSet } from '../../risk/rule-set.ts';
import { conflict, invalid } from '../refuse.ts';

/** @throws AdministrationRefusal before there is one */
export async function documentInForce(database: Queryable): Promise<PolicyDocument> {
  const document = await selectPolicyDocument(database, await selectHeadVersion(database));
  if (!document) throw conflict('There is no policy yet, so nothing can be decided.');
  return document;
}

/** A policy with other rules. It reaches no provider: the secrets of its providers are not in it. */
export function policyWith(document: PolicyDocument, rules: RuleSet): Snapshot {
  return compileSnapshot(document, {
    keyHashes: new Map(),
    builtInRules: [],
    credentials: () => null,
    compileRules: () => rules,
  });
}

/** A user (id or e-mail), an instance (id or name), or both. */
export interface CallerName {
  readonly user?: string | undefined;
  readonly instance?: string | undefined;
}

/** @throws AdministrationRefusal when the policy knows no such one */
export function namedCaller(document: PolicyDocument, named: CallerName): KeyHolder {
  const caller = callerOf(document, named);
  if ('unknown' in caller) throw invalid(`as.${caller.unknown}`, `there is no such ${caller.unknown}`);
  return caller;
}

/** Who would call, or what of it the policy does not know. */
export function callerOf(
  document: Pick<PolicyDocument, 'users' | 'groups' | 'instances'>,
  named: CallerName,
): KeyHolder | { readonly unknown: 'user' | 'instance' } {
  let instance: Instance | null = null;
  if (named.instance !== undefined) {
    const name = named.instance;
    instance = document.instances.find((one) => one.id === name || isNamed(one.name, name)) ?? null;
    if (instance === null) return { unknown: 'instance' };
  }
  const wanted = named.user ?? instance?.owner_id ?? '';
  const user = document.users.find((one) => one.id === wanted || isNamed(one.email, wanted));
  if (!user) return { unknown: 'user' };
  const groups = groupsByMember(document.groups).get(user.id) ?? [];
  return { key: keyOf(user, instance), user, groups, instance, blockForm: 'error' };
}

function isNamed(name: string, asked: string): boolean {
  return naturalName(name) === naturalName(asked);
}

/** Nobody presented one: it stands for any that this user and instance might present. */
function keyOf(user: User, instance: Instance | null): Key {
  return {
    id: '',
    name: 'none',
    prefix: '',
    user_id: user.id,
    instance_id: instance?.id ?? null,
    block_form: null,
    include_usage: 'requested',
    created_at: new Date(0).toISOString(),
    expires_at: null,
    revoked_at: null,
    managed_by_file: false,
  };
}

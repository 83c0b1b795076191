import type { admin, Instance, Model, PolicyDocument, User } from '@tollgate/contract';
import { compareNames } from './natural-name.ts';

/** Of a policy what says who may use what. */
export type AccessPolicy = Pick<PolicyDocument, 'users' | 'groups' | 'instances' | 'models' | 'grants'>;

/** Whom a key stands for. */
export interface AccessSubject {
  readonly user: User;
  /** Null for a key that is bound to none. */
  readonly instance: Instance | null;
}

export type Verdict = Pick<admin.InstanceAccess, 'may_use' | 'by' | 'why_not'>;

const widestFirst = ['everyone', 'group', 'user', 'instance'] as const;

/**
 * Whether a key of this subject may use a model, and by every grant that says so. It is the explanation of
 * `Snapshot.isGranted`, and made apart from it.
 */
export function accessTo(model: Model, subject: AccessSubject, policy: AccessPolicy): Verdict {
  const by = policy.grants
    .filter((grant) => grant.model_id === model.id)
    .flatMap(({ to }) => grantedBy(to, subject, policy))
    .toSorted(
      (a, b) => widestFirst.indexOf(a.kind) - widestFirst.indexOf(b.kind) || compareNames(a.name ?? '', b.name ?? ''),
    );
  const why_not: admin.AccessObstacle[] = [];
  if (!subject.user.is_active) why_not.push('user_deactivated');
  if (subject.instance?.is_active === false) why_not.push('instance_deactivated');
  if (!model.is_active) why_not.push('model_inactive');
  if (by.length === 0) why_not.push('not_granted');
  return { may_use: why_not.length === 0, by, why_not };
}

/** The instances of a user that may use a model by a grant to themselves. */
export function instancesGranted(model: Model, user: User, policy: AccessPolicy): Instance[] {
  return policy.instances.filter((instance) => {
    if (instance.owner_id !== user.id) return false;
    const { may_use, by } = accessTo(model, { user, instance }, policy);
    return may_use && by.some(({ kind }) => kind === 'instance');
  });
}

function grantedBy(
  to: PolicyDocument['grants'][number]['to'],
  { user, instance }: AccessSubject,
  { groups }: AccessPolicy,
): admin.GrantedBy[] {
  switch (to.kind) {
    case 'everyone':
      return [{ kind: to.kind, id: null, name: null }];
    case 'user':
      return to.id === user.id ? [{ kind: to.kind, id: user.id, name: user.email }] : [];
    case 'instance':
      return to.id === instance?.id ? [{ kind: to.kind, id: instance.id, name: instance.name }] : [];
    case 'group':
      return groups
        .filter(({ id, member_ids }) => id === to.id && member_ids.includes(user.id))
        .map(({ id, name }) => ({ kind: to.kind, id, name }));
  }
}

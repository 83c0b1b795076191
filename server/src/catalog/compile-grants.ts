import type { PolicyDocument } from '@tollgate/contract';
import type { GovernedModel, KeyHolder } from './snapshot.ts';

/** What a holder may call a model by. `told` is how the record says it, such as `the group "Research"`. */
export interface GrantedBy {
  readonly kind: 'everyone' | 'group' | 'user' | 'instance';
  readonly told: string;
}

interface ModelGrants {
  everyone: GrantedBy | null;
  readonly group: Map<string, GrantedBy>;
  readonly user: Map<string, GrantedBy>;
  readonly instance: Map<string, GrantedBy>;
}

type Named = Pick<PolicyDocument, 'grants' | 'groups' | 'users' | 'instances'>;

/** Whom a key stands for. */
type Holder = Pick<KeyHolder, 'user' | 'groups' | 'instance'>;

/** Finds the widest grant first: to everyone, to one of the caller's groups by name, to the user, to the instance. */
export function compileGrants(document: Named): (model: Pick<GovernedModel, 'id'>, holder: Holder) => GrantedBy | null {
  const nameOf = grantees(document);
  const byModel = new Map<string, ModelGrants>();
  for (const { model_id, to } of document.grants) {
    const grants = byModel.get(model_id) ?? { everyone: null, group: new Map(), user: new Map(), instance: new Map() };
    byModel.set(model_id, grants);
    if (to.kind === 'everyone') grants.everyone = Object.freeze({ kind: to.kind, told: 'everyone' });
    else grants[to.kind].set(to.id, Object.freeze({ kind: to.kind, told: nameOf(to.kind, to.id) }));
  }
  return (model, { user, groups, instance }) => {
    const grants = byModel.get(model.id);
    if (!grants) return null;
    if (grants.everyone) return grants.everyone;
    const group = grants.group.size > 0 ? groups.find(({ id }) => grants.group.has(id)) : undefined;
    if (group) return grants.group.get(group.id) ?? null;
    return grants.user.get(user.id) ?? (instance && grants.instance.get(instance.id)) ?? null;
  };
}

function grantees({ groups, users, instances }: Named): (kind: 'group' | 'user' | 'instance', id: string) => string {
  const names = {
    group: new Map(groups.map(({ id, name }) => [id, `the group "${name}"`])),
    user: new Map(users.map(({ id, email }) => [id, email])),
    instance: new Map(instances.map(({ id, name }) => [id, `the instance "${name}"`])),
  };
  return (kind, id) => names[kind].get(id) ?? `the ${kind} ${id}`;
}

import type { Rule } from '@tollgate/contract';

/** Whose call it is, and which model it asks for. */
export interface Who {
  readonly user: { readonly id: string; readonly email: string };
  readonly groups: readonly { readonly id: string; readonly name: string }[];
  readonly instance: { readonly id: string; readonly name: string } | null;
  readonly model: { readonly id: string; readonly displayName: string };
  readonly provider: { readonly id: string; readonly name: string };
}

/** Says whether a rule reads the calls of somebody. Names and e-mails are compared without regard to case. */
export function compileAudience({ audience }: Rule): (who: Who) => boolean {
  if (audience === undefined) return () => true;
  const users = namesOf(audience.users);
  const groups = namesOf(audience.groups);
  const instances = namesOf(audience.instances);
  const models = namesOf(audience.models);
  const providers = namesOf(audience.providers);
  return (who) =>
    isNamed(users, who.user.id, who.user.email) &&
    (groups === null || who.groups.some(({ id, name }) => isNamed(groups, id, name))) &&
    isNamed(instances, who.instance?.id, who.instance?.name) &&
    isNamed(models, who.model.id, who.model.displayName) &&
    isNamed(providers, who.provider.id, who.provider.name);
}

function namesOf(names: readonly string[] | undefined): ReadonlySet<string> | null {
  return names === undefined ? null : new Set(names.map((name) => name.trim().toLowerCase()));
}

function isNamed(names: ReadonlySet<string> | null, ...own: readonly (string | undefined)[]): boolean {
  return names === null || own.some((one) => one !== undefined && names.has(one.trim().toLowerCase()));
}

import { type Role, roles } from '@tollgate/contract';
import type pg from 'pg';
import { insertUser, selectUserByEmail, updateUser, type UserRow } from '../../identity/users.queries.ts';
import { newId } from '../../platform/ids.ts';
import type { Actor } from '../actor.ts';
import { changePolicy } from '../change-policy.ts';
import { AdministrationRefusal } from '../refusal.ts';

/** What the company's provider says of somebody, in an ID token that was verified. */
export interface CompanyClaims {
  readonly email: string;
  readonly name: string | null;
  readonly groups: readonly string[];
}

export interface CompanyRules {
  readonly issuer: string;
  readonly roles: readonly { readonly role: Role; readonly group: string }[];
}

/** The highest role that one of the groups gives; null when none does. */
export function roleOf(groups: readonly string[], given: CompanyRules['roles']): Role | null {
  const fits = given.filter(({ group }) => group === '*' || groups.includes(group)).map(({ role }) => role);
  return roles.find((role) => fits.includes(role)) ?? null;
}

/**
 * Sees to it that somebody whom the company's provider knows is a user with the role that their groups give. Users of a
 * configuration file keep what the file says.
 * @throws AdministrationRefusal `forbidden` for who may not sign in here
 */
export async function admitFromCompany(pool: pg.Pool, rules: CompanyRules, claims: CompanyClaims): Promise<UserRow> {
  const known = await selectUserByEmail(pool, claims.email);
  if (known && !known.is_active) throw new AdministrationRefusal('forbidden', 'This user is deactivated.');
  if (rules.roles.length === 0 || known?.managed_by_file) {
    if (known) return known;
    throw new AdministrationRefusal('forbidden', 'There is no user of this e-mail here.');
  }
  const role = roleOf(claims.groups, rules.roles);
  if (role === null) throw new AdministrationRefusal('forbidden', 'None of your groups may sign in here.');
  if (known?.role === role) return known;
  const actor: Actor = { kind: 'command' };
  const reason = `signed in by ${rules.issuer}`;
  const { result } = await changePolicy(
    pool,
    actor,
    async (transaction, log) => {
      const before = await selectUserByEmail(transaction, claims.email);
      if (before) {
        const after = { ...before, role, revision: before.revision + 1 };
        await updateUser(transaction, after);
        log({ action: 'user.change', target: { kind: 'user', id: before.id }, before, after });
        return after;
      }
      const name = claims.name ?? claims.email;
      const user = { id: newId('usr'), email: claims.email, name, role, is_active: true, managed_by_file: false };
      await insertUser(transaction, user);
      log({ action: 'user.create', target: { kind: 'user', id: user.id }, before: null, after: user });
      return { ...user, revision: 1 };
    },
    reason,
  );
  return result;
}

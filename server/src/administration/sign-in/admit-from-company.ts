import { type Role, roles } from '@tollgate/contract';
import type pg from 'pg';
import { companyId } from '../../identity/sign-in/sign-in.ts';
import { dropOneTimePassword, selectCompanyLinks } from '../../identity/sign-in/sign-in.queries.ts';
import { insertUser, selectUserByEmail, updateUser, type UserRow } from '../../identity/users.queries.ts';
import { newId } from '../../platform/ids.ts';
import type { Actor } from '../actor.ts';
import { changePolicy } from '../change-policy.ts';
import { AdministrationRefusal } from '../refusal.ts';

/** What the company's provider says of somebody, in an ID token that was verified. */
export interface CompanyClaims {
  /** Who it is for the provider, whatever their e-mail becomes. */
  readonly subject: string;
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
 * configuration file keep what the file says. Who they are is their subject: an e-mail that came to belong to somebody else opens
 * nothing of the one before, and somebody's new e-mail makes no second user.
 * @throws AdministrationRefusal `forbidden` for who may not sign in here
 */
export async function admitFromCompany(pool: pg.Pool, rules: CompanyRules, claims: CompanyClaims): Promise<UserRow> {
  const known = await selectUserByEmail(pool, claims.email);
  if (known && !known.is_active) throw forbidden('This user is deactivated.');
  const links = await selectCompanyLinks(pool, companyId, { subject: claims.subject, userId: known?.id ?? null });
  if (links.some(({ userId, subject }) => userId !== known?.id || subject !== claims.subject)) {
    throw forbidden(
      'The provider knows another person by this e-mail, or this person by another one, than is known here.',
    );
  }
  const user = await userFor(pool, rules, claims, known);
  await dropOneTimePassword(pool, user.id);
  return user;
}

async function userFor(
  pool: pg.Pool,
  rules: CompanyRules,
  claims: CompanyClaims,
  known: UserRow | undefined,
): Promise<UserRow> {
  if (rules.roles.length === 0 || known?.managed_by_file) {
    if (known) return known;
    throw forbidden('There is no user of this e-mail here.');
  }
  const role = roleOf(claims.groups, rules.roles);
  if (role === null) throw forbidden('None of your groups may sign in here.');
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

function forbidden(message: string): AdministrationRefusal {
  return new AdministrationRefusal('forbidden', message);
}

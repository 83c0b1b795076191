import type { Role } from '@tollgate/contract';
import type { Queryable } from '../../database/queryable.ts';

/** Somebody who signed in. */
export interface Person {
  readonly id: string;
  readonly email: string;
  readonly role: Role;
  /** The password is one that somebody else knows: nothing may be done with it but to change it. */
  readonly mustChangePassword: boolean;
}

/** Null for users who are not there, or deactivated. */
export async function selectPerson(database: Queryable, userId: string): Promise<Person | null> {
  const { rows } = await database.query<Person>(
    `SELECT id, email, role, must_change_password AS "mustChangePassword" FROM users WHERE id = $1 AND is_active`,
    [userId],
  );
  return rows[0] ?? null;
}

export async function notePasswordChanged(database: Queryable, userId: string): Promise<void> {
  await database.query('UPDATE users SET must_change_password = false WHERE id = $1', [userId]);
}

/** Gives a user a password to be changed at the first sign-in, in place of the one before, and ends their sessions. */
export async function putOneTimePassword(database: Queryable, userId: string, hash: string): Promise<void> {
  await database.query(
    `INSERT INTO sign_in_accounts (id, user_id, provider_id, account_id, password) VALUES ($1, $2, 'credential', $2, $3)
     ON CONFLICT (provider_id, account_id) DO UPDATE SET password = excluded.password, updated_at = now()`,
    [`credential_${userId}`, userId, hash],
  );
  await database.query('UPDATE users SET must_change_password = true WHERE id = $1', [userId]);
  await endSessions(database, userId);
}

/** How a user and somebody whom the company's provider knows belong together; null where the one or the other is not known. */
export interface CompanyLink {
  readonly userId: string;
  readonly subject: string;
}

/** The links of this subject, and of this user. */
export async function selectCompanyLinks(
  database: Queryable,
  providerId: string,
  { subject, userId }: { readonly subject: string; readonly userId: string | null },
): Promise<CompanyLink[]> {
  const { rows } = await database.query<CompanyLink>(
    `SELECT user_id AS "userId", account_id AS subject FROM sign_in_accounts
     WHERE provider_id = $1 AND (account_id = $2 OR user_id = $3)`,
    [providerId, subject, userId],
  );
  return rows;
}

/** Forgets as whom other providers know a user: the next sign-in by one links them anew. */
export async function unlink(database: Queryable, userId: string): Promise<void> {
  await database.query(`DELETE FROM sign_in_accounts WHERE user_id = $1 AND provider_id <> 'credential'`, [userId]);
}

/** Takes back a one-time password that was not used: its user came in another way. */
export async function dropOneTimePassword(database: Queryable, userId: string): Promise<void> {
  const { rowCount } = await database.query(
    'UPDATE users SET must_change_password = false WHERE id = $1 AND must_change_password',
    [userId],
  );
  if (rowCount === 0) return;
  await database.query(`DELETE FROM sign_in_accounts WHERE user_id = $1 AND provider_id = 'credential'`, [userId]);
}

export async function endSessions(database: Queryable, userId: string): Promise<void> {
  await database.query('DELETE FROM sign_in_sessions WHERE user_id = $1', [userId]);
}

/** Takes away one-time codes, for who lost what makes them. */
export async function removeSecondFactor(database: Queryable, userId: string): Promise<void> {
  await database.query('DELETE FROM sign_in_second_factors WHERE user_id = $1', [userId]);
  await database.query('UPDATE users SET two_factor_enabled = false WHERE id = $1', [userId]);
}

export async function hasSecondFactor(database: Queryable, userId: string): Promise<boolean> {
  const { rowCount } = await database.query('SELECT FROM users WHERE id = $1 AND two_factor_enabled', [userId]);
  return rowCount === 1;
}

/** Whether some administrator could sign in here, with whatever password they were given or chose. */
export async function canAnAdministratorSignIn(database: Queryable): Promise<boolean> {
  const { rowCount } = await database.query(
    `SELECT FROM sign_in_accounts JOIN users ON users.id = user_id WHERE role = 'admin' AND is_active LIMIT 1`,
  );
  return rowCount === 1;
}

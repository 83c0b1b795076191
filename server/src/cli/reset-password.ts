import type { UserRow } from '../identity/users.queries.ts';
import { selectUserByEmail, selectUsers } from '../identity/users.queries.ts';
import { resetPassword } from '../administration/sign-in/reset-password.ts';
import type { Queryable } from '../database/queryable.ts';
import { withDatabase } from './with-database.ts';

/** `tollgate admin reset-password`: the one-time password alone goes to standard output. */
export async function resetPasswordCommand({ email }: { email?: string }): Promise<void> {
  const { user, password } = await withDatabase(true, async (pool) => {
    const { id } = email === undefined ? await onlyAdministrator(pool) : await userOf(pool, email);
    return resetPassword(pool, { kind: 'command' }, id);
  });
  process.stderr.write(`One-time password of ${user.email}:\n`);
  process.stdout.write(`${password}\n`);
}

async function userOf(database: Queryable, email: string): Promise<UserRow> {
  const user = await selectUserByEmail(database, email);
  if (!user) throw new Error(`there is no user of the e-mail ${email}`);
  return user;
}

async function onlyAdministrator(database: Queryable): Promise<UserRow> {
  const administrators = (await selectUsers(database)).filter((user) => user.role === 'admin' && user.is_active);
  const [first] = administrators;
  if (!first) throw new Error('there is no administrator; start the gateway once, and it makes one');
  if (administrators.length === 1) return first;
  throw new Error(`which one? --email ${administrators.map((user) => user.email).join(', ')}`);
}

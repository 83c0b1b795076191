import type pg from 'pg';
import { selectHeadVersion } from '../../catalog/policy-versions.queries.ts';
import { inTransaction } from '../../database/transaction.ts';
import { newOneTimePassword } from '../../identity/sign-in/one-time-password.ts';
import { hashOfPassword } from '../../identity/sign-in/sign-in.ts';
import { putOneTimePassword, removeSecondFactor, unlink } from '../../identity/sign-in/sign-in.queries.ts';
import { selectUser, type UserRow } from '../../identity/users.queries.ts';
import type { Actor } from '../actor.ts';
import { insertLogEntry } from '../administration-log.queries.ts';
import { assertAdministrator } from '../assert-administrator.ts';
import { AdministrationRefusal } from '../refusal.ts';

/**
 * Gives a user a one-time password, which is in the answer and nowhere else: whoever signs in with it has to choose
 * another one. Sessions end, one-time codes are no longer asked for, and as whom a provider knows the user is forgotten: whoever asks
 * for this may have lost all of it.
 * @throws AdministrationRefusal `not_found`, `conflict`, `forbidden`
 */
export async function resetPassword(
  pool: pg.Pool,
  actor: Actor,
  userId: string,
): Promise<{ user: UserRow; password: string }> {
  assertAdministrator(actor);
  const password = newOneTimePassword();
  const hash = await hashOfPassword(password);
  const user = await inTransaction(pool, async (transaction) => {
    const found = await selectUser(transaction, userId);
    if (!found) throw new AdministrationRefusal('not_found', 'There is no such user.');
    if (!found.is_active) throw new AdministrationRefusal('conflict', 'This user is deactivated.');
    await putOneTimePassword(transaction, found.id, hash);
    await removeSecondFactor(transaction, found.id);
    await unlink(transaction, found.id);
    await insertLogEntry(transaction, {
      action: 'user.reset_password',
      target: { kind: 'user', id: found.id },
      before: null,
      after: null,
      actor,
      reason: null,
      policyVersion: await selectHeadVersion(transaction),
    });
    return found;
  });
  return { user, password };
}

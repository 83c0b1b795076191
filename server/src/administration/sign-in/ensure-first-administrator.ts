import type pg from 'pg';
import { inTransaction } from '../../database/transaction.ts';
import { canAnAdministratorSignIn } from '../../identity/sign-in/sign-in.queries.ts';
import { selectUsers } from '../../identity/users.queries.ts';
import type { Actor } from '../actor.ts';
import { createUser } from '../users/create.ts';
import { resetPassword } from './reset-password.ts';

/** Who may sign in first, and with what: told once, at the start that made it. */
export interface FirstAdministrator {
  readonly email: string;
  readonly password: string;
}

const actor: Actor = { kind: 'command' };
/** Of a gateway that knows nobody yet. Whoever signs in makes users of people, and deactivates this one. */
const madeUp = { email: 'admin@tollgate.local', name: 'Administrator', role: 'admin' } as const;

/**
 * Gives the first administrator a one-time password, when none can sign in: one of the policy's, or a new one when there is none.
 * @returns null when somebody can already
 */
export async function ensureFirstAdministrator(pool: pg.Pool): Promise<FirstAdministrator | null> {
  // Of gateways that start at once on one database, one does it.
  return inTransaction(pool, async (turn) => {
    await turn.query(`SELECT pg_advisory_xact_lock(hashtext('tollgate first administrator'))`);
    if (await canAnAdministratorSignIn(pool)) return null;
    const known = (await selectUsers(pool)).find(({ role, is_active }) => role === 'admin' && is_active);
    const { id, email } = known ?? (await createUser(pool, actor, madeUp));
    const { password } = await resetPassword(pool, actor, id);
    return { email, password };
  });
}

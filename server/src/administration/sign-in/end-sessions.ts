import type pg from 'pg';
import { selectHeadVersion } from '../../catalog/policy-versions.queries.ts';
import { inTransaction } from '../../database/transaction.ts';
import { deleteSessions } from '../../identity/sign-in/sessions.queries.ts';
import { selectUser } from '../../identity/users.queries.ts';
import type { Actor } from '../actor.ts';
import { insertLogEntry } from '../administration-log.queries.ts';
import { assertAdministrator } from '../assert-administrator.ts';
import { notFound } from '../refuse.ts';

/** Ends one session of somebody, or with null all of them: their browsers have to sign in again. @throws AdministrationRefusal */
export async function endSessionsOf(
  pool: pg.Pool,
  actor: Actor,
  { userId, sessionId }: { readonly userId: string; readonly sessionId: string | null },
): Promise<void> {
  assertAdministrator(actor);
  await inTransaction(pool, async (transaction) => {
    if (!(await selectUser(transaction, userId))) throw notFound('user');
    const ended = await deleteSessions(transaction, userId, sessionId);
    if (ended === 0 && sessionId !== null) throw notFound('session');
    if (ended === 0) return;
    await insertLogEntry(transaction, {
      action: 'user.end_sessions',
      target: { kind: 'user', id: userId },
      before: { sessions: ended },
      after: null,
      actor,
      reason: null,
      policyVersion: await selectHeadVersion(transaction),
    });
  });
}

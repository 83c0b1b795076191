import type pg from 'pg';
import { selectHeadVersion } from '../../catalog/policy-versions.queries.ts';
import { inTransaction } from '../../database/transaction.ts';
import { revokeTokenRow, selectToken, type TokenRow } from '../../identity/tokens.queries.ts';
import type { Actor } from '../actor.ts';
import { insertLogEntry } from '../administration-log.queries.ts';
import { assertAdministrator } from '../assert-administrator.ts';
import { notFound } from '../refuse.ts';

/**
 * Ends a personal token for ever; revoking it again changes nothing. Users end their own, administrators any.
 * @throws AdministrationRefusal `not_found`, also to users for a token of somebody else's
 */
export async function revokeToken(pool: pg.Pool, actor: Actor, id: string): Promise<TokenRow> {
  return inTransaction(pool, async (transaction) => {
    const before = await selectToken(transaction, id);
    const isOwn = actor.kind === 'user' && actor.id === before?.user_id;
    if (!isOwn && actor.kind === 'user' && actor.role === 'member') throw notFound('token');
    if (!isOwn) assertAdministrator(actor);
    if (!before) throw notFound('token');
    if (before.revoked_at !== null) return before;
    const revoked_at = new Date().toISOString();
    await revokeTokenRow(transaction, id, revoked_at);
    const after = { ...before, revoked_at, revision: before.revision + 1 };
    await insertLogEntry(transaction, {
      action: 'token.revoke',
      target: { kind: 'token', id },
      before,
      after,
      actor,
      reason: null,
      policyVersion: await selectHeadVersion(transaction),
    });
    return after;
  });
}

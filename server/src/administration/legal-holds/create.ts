import type pg from 'pg';
import { type HoldScope, insertLegalHold, type LegalHoldRow } from '../../audit/retention/legal-holds.queries.ts';
import { keepContentStill } from '../../audit/retention/locks.queries.ts';
import { selectHeadVersion } from '../../catalog/policy-versions.queries.ts';
import { inTransaction } from '../../database/transaction.ts';
import { newId } from '../../platform/ids.ts';
import type { Actor } from '../actor.ts';
import { insertLogEntry } from '../administration-log.queries.ts';
import { assertAdministrator } from '../assert-administrator.ts';
import { AdministrationRefusal } from '../refusal.ts';
import { invalid, notFound } from '../refuse.ts';

/**
 * Keeps the calls of a run, a session or a user, those to come included, until the hold is lifted.
 * @throws AdministrationRefusal
 */
export async function createLegalHold(
  pool: pg.Pool,
  actor: Actor,
  { scope, reason }: { readonly scope: HoldScope; readonly reason: string },
): Promise<LegalHoldRow> {
  assertAdministrator(actor);
  if (scope.kind === 'user' && scope.id !== scope.userId) throw invalid('scope.user', 'is not the user of the scope');
  return inTransaction(pool, async (client) => {
    // What is being erased or dropped at this moment would not see the hold.
    if (!(await keepContentStill(client))) {
      throw new AdministrationRefusal('unavailable', 'Content is being erased or dropped now: try again in a moment.');
    }
    if (!(await isKnown(client, scope))) throw notFound(`${scope.kind} of this user`);
    const row = await insertLegalHold(client, { id: newId('hld'), scope, reason, actor });
    await insertLogEntry(client, {
      action: 'legal_hold.create',
      target: { kind: scope.kind, id: scope.id },
      before: null,
      after: { legal_hold_id: row.id, user_id: scope.userId },
      actor,
      reason,
      policyVersion: await selectHeadVersion(client),
    });
    return row;
  });
}

async function isKnown(client: pg.PoolClient, { kind, id, userId }: HoldScope): Promise<boolean> {
  const condition = { trace: 'trace_id = $2', session: 'session_id = $2', user: '$2 = $1' }[kind];
  const { rowCount } = await client.query(
    `select from invocations where user_id = $1 and ${condition} union all select from users where id = $1 and $3 limit 1`,
    [userId, id, kind === 'user'],
  );
  return rowCount === 1;
}

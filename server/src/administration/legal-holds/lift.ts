import type pg from 'pg';
import { type LegalHoldRow, liftLegalHold } from '../../audit/retention/legal-holds.queries.ts';
import { selectHeadVersion } from '../../catalog/policy-versions.queries.ts';
import { inTransaction } from '../../database/transaction.ts';
import type { Actor } from '../actor.ts';
import { insertLogEntry } from '../administration-log.queries.ts';
import { assertAdministrator } from '../assert-administrator.ts';
import { notFound } from '../refuse.ts';

/** Lifts a hold: what it held goes when its time has come, or at once when it is over. @throws AdministrationRefusal */
export async function liftHold(
  pool: pg.Pool,
  actor: Actor,
  { id, reason }: { readonly id: string; readonly reason: string },
): Promise<LegalHoldRow> {
  assertAdministrator(actor);
  return inTransaction(pool, async (client) => {
    const row = await liftLegalHold(client, { id, reason, actor });
    if (!row) throw notFound('legal hold in force');
    await insertLogEntry(client, {
      action: 'legal_hold.lift',
      target: { kind: row.scope_kind, id: row.scope_id },
      before: { legal_hold_id: row.id, user_id: row.user_id },
      after: null,
      actor,
      reason,
      policyVersion: await selectHeadVersion(client),
    });
    return row;
  });
}

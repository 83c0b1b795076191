import type pg from 'pg';
import { selectHeadVersion } from '../../catalog/policy-versions.queries.ts';
import { inTransaction } from '../../database/transaction.ts';
import type { Actor } from '../actor.ts';
import { insertLogEntry } from '../administration-log.queries.ts';
import { assertAdministrator } from '../assert-administrator.ts';
import { notFound } from '../refuse.ts';
import { selectPin, updateLifted } from './pin-list.queries.ts';

/**
 * Lets go of what a pin holds: within a second on every replica. Calls in which a rule finds something begin a new one.
 * @throws AdministrationRefusal
 */
export async function liftPin(
  pool: pg.Pool,
  actor: Actor,
  { id, reason }: { readonly id: string; readonly reason: string | null },
): Promise<void> {
  assertAdministrator(actor);
  await inTransaction(pool, async (client) => {
    const before = await selectPin(client, id);
    if (!before || !(await updateLifted(client, { id, reason, actor }))) throw notFound('pin in force');
    await insertLogEntry(client, {
      action: 'pin.lift',
      target: { kind: 'pin', id },
      before,
      after: null,
      actor,
      reason,
      policyVersion: await selectHeadVersion(client),
    });
  });
}

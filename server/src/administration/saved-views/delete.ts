import type pg from 'pg';
import { selectHeadVersion } from '../../catalog/policy-versions.queries.ts';
import { inTransaction } from '../../database/transaction.ts';
import type { Actor } from '../actor.ts';
import { insertLogEntry } from '../administration-log.queries.ts';
import { assertAdministrator } from '../assert-administrator.ts';
import { notFound } from '../refuse.ts';
import { deleteSavedViewRow, selectSavedView } from './saved-views.queries.ts';

/**
 * Forgets a view: users their own, administrators those that everybody sees.
 * @throws AdministrationRefusal `not_found`, also for what somebody else keeps for themselves; `forbidden`
 */
export async function deleteView(pool: pg.Pool, actor: Actor, id: string): Promise<void> {
  await inTransaction(pool, async (transaction) => {
    const before = await selectSavedView(transaction, id);
    const isOwn = actor.kind === 'user' && actor.id === before?.user_id;
    if (!before || (!isOwn && !before.is_shared)) throw notFound('view');
    if (!isOwn) assertAdministrator(actor);
    await deleteSavedViewRow(transaction, id);
    if (before.is_shared) {
      await insertLogEntry(transaction, {
        action: 'view.delete',
        target: { kind: 'view', id },
        before,
        after: null,
        actor,
        reason: null,
        policyVersion: await selectHeadVersion(transaction),
      });
    }
  });
}

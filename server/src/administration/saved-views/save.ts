import type pg from 'pg';
import { selectHeadVersion } from '../../catalog/policy-versions.queries.ts';
import { inTransaction } from '../../database/transaction.ts';
import { newId } from '../../platform/ids.ts';
import type { Actor } from '../actor.ts';
import { insertLogEntry } from '../administration-log.queries.ts';
import { conflict, invalid } from '../refuse.ts';
import { AdministrationRefusal } from '../refusal.ts';
import { countSavedViews, insertSavedView, type SavedViewRow } from './saved-views.queries.ts';

const viewsMax = 200;

/**
 * Keeps a view for who asks. One that everybody sees is an administrator's to give, and goes into the log; what people
 * keep for themselves is theirs.
 * @throws AdministrationRefusal `forbidden`, `invalid` or `conflict`
 */
export async function saveView(
  pool: pg.Pool,
  actor: Actor,
  wanted: Pick<SavedViewRow, 'name' | 'search' | 'is_shared'>,
): Promise<SavedViewRow> {
  if (actor.kind !== 'user') throw new AdministrationRefusal('forbidden', 'Views belong to users: sign in as one.');
  if (wanted.is_shared && actor.role !== 'admin')
    throw new AdministrationRefusal('forbidden', 'Views for everybody are saved by administrators.');
  return inTransaction(pool, async (transaction) => {
    if ((await countSavedViews(transaction, actor.id)) >= viewsMax)
      throw invalid('name', `a user has at most ${viewsMax} views`);
    const view = { id: newId('view'), user_id: actor.id, ...wanted };
    if (!(await insertSavedView(transaction, view)))
      throw conflict('The view was not saved.', { field: 'name', message: 'you have a view of this name' });
    if (view.is_shared) {
      await insertLogEntry(transaction, {
        action: 'view.create',
        target: { kind: 'view', id: view.id },
        before: null,
        after: view,
        actor,
        reason: null,
        policyVersion: await selectHeadVersion(transaction),
      });
    }
    return { ...view, revision: 1 };
  });
}

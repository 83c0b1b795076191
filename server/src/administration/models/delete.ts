import type pg from 'pg';
import { deleteModel as deleteModelRow } from '../../catalog/models.queries.ts';
import type { Actor } from '../actor.ts';
import { assertAdministrator } from '../assert-administrator.ts';
import { changePolicy } from '../change-policy.ts';
import { assertChangeable } from '../refuse.ts';
import { readModel } from './read.ts';

/** Its grants and prices go with it; the record and the kept policy versions still tell what they were. */
export async function deleteModel(
  pool: pg.Pool,
  actor: Actor,
  { id, revision }: { readonly id: string; readonly revision: number | null },
): Promise<void> {
  assertAdministrator(actor);
  await changePolicy(pool, actor, async (transaction, log) => {
    const before = await readModel(transaction, id);
    assertChangeable(before, 'model', revision);
    await deleteModelRow(transaction, id);
    log({ action: 'model.delete', target: { kind: 'model', id }, before, after: null });
  });
}

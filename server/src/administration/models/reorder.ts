import type pg from 'pg';
import { selectModels, updateModel } from '../../catalog/models.queries.ts';
import type { Actor } from '../actor.ts';
import { assertAdministrator } from '../assert-administrator.ts';
import { changePolicy } from '../change-policy.ts';
import { assertChangeable, invalid } from '../refuse.ts';

/**
 * Puts all models into the order of `ids`. The order of those that the configuration file manages among each other is
 * the file's.
 */
export async function reorderModels(pool: pg.Pool, actor: Actor, ids: readonly string[]): Promise<void> {
  assertAdministrator(actor);
  await changePolicy(pool, actor, async (transaction, log) => {
    const models = await selectModels(transaction);
    const places = new Map(ids.map((id, index) => [id, index + 1]));
    const isWhole = places.size === ids.length && ids.length === models.length && models.every(({ id }) => places.has(id));
    if (!isWhole) throw invalid('ids', 'must hold the id of each model once');
    for (const before of models) {
      const after = { ...before, position: places.get(before.id) ?? before.position, revision: before.revision + 1 };
      if (after.position === before.position) continue;
      assertChangeable(before, 'model', null);
      await updateModel(transaction, after);
      const target = { kind: 'model', id: before.id };
      log({ action: 'model.reorder', target, before: { position: before.position }, after: { position: after.position } });
    }
  });
}

import type pg from 'pg';
import { selectModels, updateModel } from '../../catalog/models.queries.ts';
import type { Actor } from '../actor.ts';
import { assertAdministrator } from '../assert-administrator.ts';
import { changePolicy } from '../change-policy.ts';
import { invalid } from '../refuse.ts';
import { positionsFor } from './positions.ts';

/** Puts all models into the order of `ids`, as far as the configuration file leaves it open. */
export async function reorderModels(pool: pg.Pool, actor: Actor, ids: readonly string[]): Promise<void> {
  assertAdministrator(actor);
  await changePolicy(pool, actor, async (transaction, log) => {
    const models = new Map((await selectModels(transaction)).map((model) => [model.id, model]));
    const ordered = ids.map((id) => models.get(id)).filter((model) => model !== undefined);
    const isWhole = ids.length === models.size && new Set(ordered).size === models.size;
    if (!isWhole) throw invalid('ids', 'must hold the id of each model once');
    const positions = positionsFor(ordered);
    for (const before of ordered) {
      const position = positions.get(before.id) ?? before.position;
      if (position === before.position) continue;
      await updateModel(transaction, { ...before, position });
      const target = { kind: 'model', id: before.id };
      log({ action: 'model.reorder', target, before: { position: before.position }, after: { position } });
    }
  });
}

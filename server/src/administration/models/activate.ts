import type { admin } from '@tollgate/contract';
import type pg from 'pg';
import { updateModel } from '../../catalog/models.queries.ts';
import type { Actor } from '../actor.ts';
import { assertAdministrator } from '../assert-administrator.ts';
import { changePolicy } from '../change-policy.ts';
import { assertChangeable } from '../refuse.ts';
import { type PricedModel, readModel } from './read.ts';

/** Activates several models, or takes them out of use: all or nothing. */
export async function activateModels(
  pool: pg.Pool,
  actor: Actor,
  { ids, is_active: isActive }: admin.ModelActivation,
): Promise<PricedModel[]> {
  assertAdministrator(actor);
  const { result } = await changePolicy(pool, actor, async (transaction, log) => {
    const models: PricedModel[] = [];
    for (const id of new Set(ids)) {
      const before = await readModel(transaction, id);
      assertChangeable(before, 'model', null);
      const isSame = before.is_active === isActive;
      const after = isSame ? before : { ...before, is_active: isActive, revision: before.revision + 1 };
      models.push(after);
      if (isSame) continue;
      await updateModel(transaction, after);
      log({ action: 'model.change', target: { kind: 'model', id }, before, after });
    }
    return models;
  });
  return result;
}

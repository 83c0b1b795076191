import type { admin } from '@tollgate/contract';
import type pg from 'pg';
import { updateModel } from '../../catalog/models.queries.ts';
import type { Actor } from '../actor.ts';
import { assertAdministrator } from '../assert-administrator.ts';
import { changePolicy } from '../change-policy.ts';
import { assertChangeable, merged } from '../refuse.ts';
import { checkModel, type ModelChecks } from './check-model.ts';
import { type PricedModel, readModel } from './read.ts';

export async function changeModel(
  pool: pg.Pool,
  actor: Actor,
  change: { readonly id: string; readonly fields: admin.ModelChange; readonly revision: number | null },
  checks: ModelChecks,
): Promise<PricedModel> {
  assertAdministrator(actor);
  const { result } = await changePolicy(pool, actor, async (transaction, log) => {
    const before = await readModel(transaction, change.id);
    assertChangeable(before, 'model', change.revision);
    const after = { ...merged(before, change.fields), revision: before.revision + 1 };
    await checkModel(transaction, { before, after, stated: change.fields.credential !== undefined }, checks);
    await updateModel(transaction, after);
    log({ action: 'model.change', target: { kind: 'model', id: before.id }, before, after });
    return after;
  });
  return result;
}

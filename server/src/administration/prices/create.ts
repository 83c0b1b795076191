import type { admin, PriceVersion } from '@tollgate/contract';
import type pg from 'pg';
import { insertPrice } from '../../catalog/prices.queries.ts';
import type { Actor } from '../actor.ts';
import { assertAdministrator } from '../assert-administrator.ts';
import { changePolicy } from '../change-policy.ts';
import { readModel } from '../models/read.ts';
import { assertChangeable } from '../refuse.ts';
import { priceVersion } from './price-version.ts';

/** Adds a version of prices. Earlier ones stay as they are, and so does what they priced. */
export async function createPrice(
  pool: pg.Pool,
  actor: Actor,
  modelId: string,
  input: admin.PriceCreate,
): Promise<PriceVersion> {
  assertAdministrator(actor);
  const { result } = await changePolicy(pool, actor, async (transaction, log) => {
    const model = await readModel(transaction, modelId);
    assertChangeable(model, 'model', null);
    const price = priceVersion(input, (model.prices.at(-1)?.version ?? 0) + 1);
    await insertPrice(transaction, modelId, price);
    log({
      action: 'price.create',
      target: { kind: 'model', id: modelId },
      before: model.prices.at(-1) ?? null,
      after: price,
    });
    return price;
  });
  return result;
}

import type { admin, PriceVersion } from '@tollgate/contract';
import type pg from 'pg';
import type { Actor } from '../actor.ts';
import { assertAdministrator } from '../assert-administrator.ts';
import { changePolicy } from '../change-policy.ts';
import { readModel } from '../models/read.ts';
import { assertChangeable } from '../refuse.ts';
import { addPrice } from './add-price.ts';
import { assertFits } from './check-price.ts';
import { priceVersion } from './price-version.ts';

/** Adds a version of prices. Earlier ones stay as they are, and so does what was recorded by them. */
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
    const now = new Date().toISOString();
    const price = priceVersion(input, (model.prices.at(-1)?.version ?? 0) + 1, now);
    assertFits(price, model.prices);
    await addPrice(transaction, model, price, { actor, now });
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

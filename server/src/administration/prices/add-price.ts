import type { PriceVersion } from '@tollgate/contract';
import { insertPrice } from '../../catalog/prices.queries.ts';
import type { Queryable } from '../../database/queryable.ts';
import { newId } from '../../platform/ids.ts';
import type { Actor } from '../actor.ts';
import { insertPriceCorrection } from '../price-corrections/price-corrections.queries.ts';

/**
 * Adds a version of a model's prices, within a change of policy. Where it begins before now, what calls of that time cost
 * is corrected in the background: their entries stay, and get others beside them.
 * @param now RFC 3339
 */
export async function addPrice(
  transaction: Queryable,
  model: { readonly id: string; readonly display_name: string },
  price: PriceVersion,
  { actor, now }: { readonly actor: Actor; readonly now: string },
): Promise<void> {
  await insertPrice(transaction, model.id, price);
  if (Date.parse(price.valid_from) >= Date.parse(now)) return;
  await insertPriceCorrection(transaction, {
    id: newId('pco'),
    model_id: model.id,
    model: model.display_name,
    price_version: price.version,
    from_at: price.valid_from,
    to_at: price.valid_to,
    actor: { ...actor },
  });
}

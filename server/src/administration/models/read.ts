import type { PriceVersion } from '@tollgate/contract';
import { type ModelRow, selectModel, selectModels } from '../../catalog/models.queries.ts';
import { type PriceRow, selectPrices, selectPricesOf } from '../../catalog/prices.queries.ts';
import type { Queryable } from '../../database/queryable.ts';

export type PricedModel = ModelRow & { readonly prices: PriceVersion[] };

/** By position. */
export async function readModels(database: Queryable): Promise<PricedModel[]> {
  const [models, prices] = [await selectModels(database), await selectPrices(database)];
  const byModel = Map.groupBy(prices, (price) => price.model_id);
  return models.map((model) => ({ ...model, prices: (byModel.get(model.id) ?? []).map(withoutModel) }));
}

export async function readModel(database: Queryable, id: string): Promise<PricedModel | undefined> {
  const model = await selectModel(database, id);
  return model && { ...model, prices: (await selectPricesOf(database, id)).map(withoutModel) };
}

function withoutModel({ model_id: _, ...price }: PriceRow): PriceVersion {
  return price;
}

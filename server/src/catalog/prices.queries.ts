import type { PriceVersion } from '@tollgate/contract';
import type { Queryable } from '../database/queryable.ts';
import { timeColumn } from '../database/time-column.ts';

export type PriceRow = PriceVersion & { readonly model_id: string };

const columns = [
  'model_id, version, currency',
  timeColumn('valid_from'),
  'input::text AS input, cached_input::text AS cached_input, cache_write::text AS cache_write',
  'output::text AS output, reasoning::text AS reasoning',
].join(', ');

export async function selectPrices(database: Queryable): Promise<PriceRow[]> {
  const { rows } = await database.query<PriceRow>(
    `SELECT ${columns} FROM prices ORDER BY model_id COLLATE "C", version`,
  );
  return rows;
}

export async function selectPricesOf(database: Queryable, modelId: string): Promise<PriceRow[]> {
  const { rows } = await database.query<PriceRow>(
    `SELECT ${columns} FROM prices WHERE model_id = $1 ORDER BY version`,
    [modelId],
  );
  return rows;
}

export async function insertPrice(database: Queryable, modelId: string, price: PriceVersion): Promise<void> {
  await database.query(
    `INSERT INTO prices (model_id, version, currency, valid_from, input, cached_input, cache_write, output, reasoning)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      modelId,
      price.version,
      price.currency,
      price.valid_from,
      price.input,
      price.cached_input,
      price.cache_write,
      price.output,
      price.reasoning,
    ],
  );
}

import type { PriceVersion } from '@tollgate/contract';
import type { Queryable } from '../database/queryable.ts';
import { timeColumn } from '../database/time-column.ts';

export type PriceRow = PriceVersion & { readonly model_id: string };

const columns = [
  'model_id, version, currency',
  timeColumn('valid_from'),
  timeColumn('valid_to'),
  'input::text AS input, cached_input::text AS cached_input, cache_write::text AS cache_write',
  'output::text AS output, reasoning::text AS reasoning, details, units, variants, source',
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
    `INSERT INTO prices (model_id, version, currency, valid_from, valid_to, input, cached_input, cache_write, output,
       reasoning, details, units, variants, source)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
    [
      modelId,
      price.version,
      price.currency,
      price.valid_from,
      price.valid_to,
      price.input,
      price.cached_input,
      price.cache_write,
      price.output,
      price.reasoning,
      JSON.stringify(price.details),
      JSON.stringify(price.units),
      JSON.stringify(price.variants),
      price.source,
    ],
  );
}

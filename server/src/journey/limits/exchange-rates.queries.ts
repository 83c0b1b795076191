import type { Queryable } from '../../database/queryable.ts';
import type { Rate } from './exchange-rates.ts';

/** The newest rate of each pair. */
export async function selectLatestRates(database: Queryable): Promise<Rate[]> {
  const { rows } = await database.query<Rate>(
    `SELECT DISTINCT ON (base, currency) base, currency, rate::text AS rate FROM exchange_rates
     ORDER BY base, currency, day DESC`,
  );
  return rows;
}

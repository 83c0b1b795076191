import { Conditions } from '../../database/conditions.ts';
import type { Queryable } from '../../database/queryable.ts';
import type { ExchangeRate } from './rate-table.ts';

const columns = `to_char(day, 'YYYY-MM-DD') as day, currency, base, rate::text as rate`;

/** What is known of these currencies up to a day. */
export async function selectRatesOf(
  database: Queryable,
  currencies: readonly string[],
  upToDay: string,
): Promise<ExchangeRate[]> {
  const { rows } = await database.query<ExchangeRate>(
    `select ${columns} from exchange_rates where currency = any($1) and day <= $2::date`,
    [currencies, upToDay],
  );
  return rows;
}

export interface RateFilter {
  readonly currency?: readonly string[] | undefined;
  readonly base?: readonly string[] | undefined;
  /** `2026-11-27`, inclusive both. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** A page, the latest day first. */
export async function selectRates(
  database: Queryable,
  filter: RateFilter,
  limit: number,
  after: Omit<ExchangeRate, 'rate'> | null,
): Promise<ExchangeRate[]> {
  const conditions = new Conditions();
  if (filter.currency) conditions.add('currency = any(?)', filter.currency);
  if (filter.base) conditions.add('base = any(?)', filter.base);
  if (filter.from !== undefined) conditions.add('day >= ?::date', filter.from);
  if (filter.to !== undefined) conditions.add('day <= ?::date', filter.to);
  if (after) {
    const { day, currency, base } = after;
    conditions.add('day < ?::date or (day = ?::date and (currency, base) > (?, ?))', day, day, currency, base);
  }
  const { rows } = await database.query<ExchangeRate>(
    `select ${columns} from exchange_rates ${conditions.where}
     order by exchange_rates.day desc, currency, base limit ${conditions.value(limit)}`,
    conditions.values,
  );
  return rows;
}

/** Those of these days, currencies and bases that are known already. */
export async function selectKnownRates(database: Queryable, rates: readonly ExchangeRate[]): Promise<ExchangeRate[]> {
  const { rows } = await database.query<ExchangeRate>(
    `select ${columns} from exchange_rates
     join unnest($1::date[], $2::text[], $3::text[]) one (day, currency, base) using (day, currency, base)`,
    [rates.map(({ day }) => day), rates.map(({ currency }) => currency), rates.map(({ base }) => base)],
  );
  return rows;
}

/** @returns how many are new or another than before */
export async function upsertRates(database: Queryable, rates: readonly ExchangeRate[]): Promise<number> {
  const { rowCount } = await database.query(
    `insert into exchange_rates (day, currency, base, rate)
     select * from unnest($1::date[], $2::text[], $3::text[], $4::numeric[])
     on conflict (day, currency, base) do update set rate = excluded.rate where exchange_rates.rate <> excluded.rate`,
    [
      rates.map(({ day }) => day),
      rates.map(({ currency }) => currency),
      rates.map(({ base }) => base),
      rates.map(({ rate }) => rate),
    ],
  );
  return rowCount ?? 0;
}

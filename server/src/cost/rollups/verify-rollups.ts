import type { Queryable } from '../../database/queryable.ts';
import { amountSums, callSums, rolledUp, rollupDimensions } from '../../database/rollups.ts';
import { callsKeptFrom, rawFacts } from './raw-facts.ts';
import { readRollupState } from './rollups.queries.ts';

export interface RollupReport {
  /** Sums that were compared. */
  readonly compared: number;
  readonly differing: number;
  /** The first sum that differs, in words; null when none does. */
  readonly first: string | null;
}

/**
 * Compares the rollups with the record: calls and tokens with the calls that are kept, amounts with the ledger, to the
 * last digit. Whole months of the report time zone, one by one. Run it in a snapshot (`inSnapshot`), so that what is
 * written meanwhile is in both or in neither.
 *
 * @param window RFC 3339; widened to whole months
 */
export async function verifyRollups(
  database: Queryable,
  window: { readonly from?: string | undefined; readonly to?: string | undefined } = {},
): Promise<RollupReport> {
  const state = await readRollupState(database);
  if (state.builtTo !== null) return { compared: 0, differing: 1, first: 'the rollups are not made yet' };
  const report = { compared: 0, differing: 0, first: null as string | null };
  for (const month of await monthsOf(database, window)) {
    for (const found of [await compare(database, month, calls), await compare(database, month, amounts)]) {
      report.compared += found.compared;
      report.differing += found.differing;
      report.first ??= found.first;
    }
  }
  return report;
}

/** What is compared: the columns that tell rows apart, and the sums. */
interface Compared {
  readonly keys: readonly string[];
  readonly sums: readonly string[];
  /** Rows of which nothing can be said. */
  readonly unless: string;
}

const calls: Compared = {
  keys: rollupDimensions.filter((name) => name !== 'kind' && name !== 'currency'),
  sums: callSums,
  unless: `bucket < ${callsKeptFrom}`,
};
const amounts: Compared = { keys: rollupDimensions, sums: amountSums, unless: 'false' };

interface Month {
  readonly from: string;
  readonly to: string;
}

async function monthsOf(
  database: Queryable,
  window: { from?: string | undefined; to?: string | undefined },
): Promise<Month[]> {
  const { rows } = await database.query<Month>(
    `with edges as (
       select time_zone as zone,
         greatest($1::timestamptz, least((select min(at) from invocations), (select min(at) from ledger),
           (select min(bucket) from cost_rollups where unit = 'month'))) as first,
         least($2::timestamptz - interval '1 millisecond', greatest((select max(at) from invocations),
           (select max(at) from ledger), (select max(bucket) from cost_rollups where unit = 'hour'))) as last
       from rollup_state
     )
     select (month at time zone zone)::text as from, ((month + interval '1 month') at time zone zone)::text as to
     from edges, generate_series(date_trunc('month', first at time zone zone), last at time zone zone, '1 month') month`,
    [window.from ?? null, window.to ?? null],
  );
  return rows;
}

async function compare(database: Queryable, { from, to }: Month, { keys, sums, unless }: Compared) {
  const within = (at: string): string => `${at} >= $1::timestamptz and ${at} < $2::timestamptz`;
  const key = ['unit', 'bucket', ...keys].join(', ');
  const sides = (relation: string): string =>
    `select ${key}, ${sums.map((name) => `sum(${name}) as ${name}`).join(', ')} from ${relation}
     group by ${key} having ${sums.map((name) => `sum(${name}) <> 0`).join(' or ')}`;
  const { rows } = await database.query<{ compared: string; differing: string; first: string | null }>(
    `with kept as (${sides(`(select * from cost_rollups where ${within('bucket')}) rollup`)}),
       made as (${sides(`(${rolledUp(`${rawFacts(within)} fact`, '(select time_zone from rollup_state)')}) rolled`)}),
       compared as (
         select ${key}, ${sums.map((name) => `coalesce(kept.${name}, 0) = coalesce(made.${name}, 0)`).join(' and ')} as is_same,
           concat_ws('; ', ${sums
             .map(
               (name) => `case when coalesce(kept.${name}, 0) <> coalesce(made.${name}, 0) then
                 format('%s is %s and should be %s', '${name}', coalesce(kept.${name}, 0), coalesce(made.${name}, 0)) end`,
             )
             .join(', ')}) as difference
         from kept full join made using (${key})
       ), told as (select * from compared where not (${unless}))
     select count(*) as compared, count(*) filter (where not is_same) as differing,
       (select format('%s %s of %s: %s', unit, bucket, concat_ws(' ', ${keys.map((name) => `nullif(${name}, '')`).join(', ')}), difference)
        from told where not is_same order by bucket, unit limit 1) as first
     from told`,
    [from, to],
  );
  const [row] = rows;
  if (!row) throw new Error('an aggregate always has a row');
  return { compared: Number(row.compared), differing: Number(row.differing), first: row.first };
}

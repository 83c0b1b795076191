import type { Queryable } from '../../database/queryable.ts';
import { addToRollups, rollupLock } from '../../database/rollups.ts';
import { rawFacts } from './raw-facts.ts';

export interface RollupState {
  readonly timeZone: string;
  /** RFC 3339: calls before this time are in the rollups; null when all are. */
  readonly builtTo: string | null;
}

const builtTo = `case when built_to = 'infinity' then null when built_to = '-infinity' then '0001-01-01T00:00:00Z'
  else to_char(built_to at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') end as built_to`;

/** @param how `alone`: until the transaction ends, nobody adds to the rollups */
export async function readRollupState(
  database: Queryable,
  how: 'as it is' | 'alone' = 'as it is',
): Promise<RollupState> {
  if (how === 'alone') await database.query('select pg_advisory_xact_lock($1)', [rollupLock]);
  const { rows } = await database.query<{ time_zone: string; built_to: string | null }>(
    `select time_zone, ${builtTo} from rollup_state`,
  );
  const [row] = rows;
  if (!row) throw new Error('the state of the rollups is not there');
  return { timeZone: row.time_zone, builtTo: row.built_to };
}

/** Empties the rollups; deleted row by row, since whoever reads them in a snapshot still needs them. */
export async function beginRollups(database: Queryable, timeZone: string): Promise<void> {
  await database.query('delete from cost_rollups');
  await database.query(`update rollup_state set time_zone = $1, built_to = '-infinity'`, [timeZone]);
}

/**
 * Adds the next calls to the rollups. The transaction holds `rollupLock` alone.
 * @param stepRows calls, or ledger entries; what is of the same millisecond goes with them
 */
export async function rollUpStep(database: Queryable, stepRows: number): Promise<RollupState> {
  const { rows } = await database.query<{ from: string; to: string }>(
    `select built_to::text as from, coalesce(least(
       (select at from invocations where at > built_to order by at offset $1 limit 1),
       (select at from ledger where at > built_to order by at offset $1 limit 1)), 'infinity')::text as to
     from rollup_state`,
    [stepRows],
  );
  const [step] = rows;
  if (!step) throw new Error('the state of the rollups is not there');
  const within = (at: string): string => `${at} >= $1::timestamptz and ${at} < $2::timestamptz`;
  await database.query(addToRollups(`${rawFacts(within)} fact`), [step.from, step.to]);
  await database.query('update rollup_state set built_to = $1::timestamptz', [step.to]);
  return readRollupState(database);
}

import type { Queryable } from '../../database/queryable.ts';
import { addToRollups, rollupLock } from '../../database/rollups.ts';
import type { LedgerRow } from './ledger-rows.ts';

const statement = addToRollups(
  `(select fact.* from json_populate_recordset(null::cost_rollups, $1::json) fact
    where fact.bucket < (select built_to from rollup_state)) fact`,
);

/**
 * Adds facts to the rollups. The lock comes in a statement of its own: the next one then sees how far the rollups are
 * made, and who makes them sees the rows of which these facts tell.
 */
export async function addRollupFacts(database: Queryable, facts: readonly LedgerRow[]): Promise<void> {
  if (facts.length === 0) return;
  await database.query('select pg_advisory_xact_lock_shared($1)', [rollupLock]);
  await database.query(statement, [JSON.stringify(facts)]);
}

import type { Queryable } from '../database/queryable.ts';

/** The tables of the record that are cut by month. */
export const partitionedTables = ['invocations', 'payload_parts', 'ledger', 'corrections', 'tool_calls'] as const;

/** How many months ahead are made, so that a shipper that was away at the turn of a month still finds its table. */
const monthsAhead = 2;

/** Makes the partitions of this month and the next ones. Cheap when they are there; safe from several replicas at once. */
export async function ensurePartitions(database: Queryable, now: Date): Promise<void> {
  for (let ahead = 0; ahead <= monthsAhead; ahead += 1) {
    const month = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + ahead, 1));
    for (const table of partitionedTables) await ensureMonth(database, table, month);
  }
}

async function ensureMonth(database: Queryable, table: string, month: Date): Promise<void> {
  await database.query('select ensure_month($1, $2)', [table, month]);
}

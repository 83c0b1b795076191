import type { Queryable } from '../database/queryable.ts';

/**
 * The tables of the record that are cut by time. What payloads are made of is cut by week, so that little outlives its
 * time; all else by month.
 */
export const partitionedTables = [
  { table: 'invocations', unit: 'month' },
  { table: 'ledger', unit: 'month' },
  { table: 'corrections', unit: 'month' },
  { table: 'tool_calls', unit: 'month' },
  { table: 'answers', unit: 'month' },
  { table: 'chain_blocks', unit: 'month' },
  { table: 'access_log', unit: 'month' },
  { table: 'payload_contents', unit: 'week' },
  { table: 'payload_signatures', unit: 'week' },
  { table: 'word_blocks', unit: 'week' },
] as const;

type Unit = (typeof partitionedTables)[number]['unit'];

/** How many are made ahead, so that a shipper that was away at the turn of a month still finds its table. */
const ahead: Record<Unit, number> = { month: 1, week: 3 };

/** Makes the partitions of this time and the next ones. Cheap when they are there; safe from several replicas at once. */
export async function ensurePartitions(database: Queryable, now: Date): Promise<void> {
  for (const { table, unit } of partitionedTables) {
    for (let step = 0; step <= ahead[unit]; step += 1) {
      await database.query('select ensure_partition($1, $2, $3)', [table, unit, momentAhead(now, unit, step)]);
    }
  }
}

/** A partition, and the time that it is for: from the first moment to the one behind the last. */
export interface Partition {
  readonly name: string;
  readonly from: Date;
  readonly to: Date;
}

/** The partitions of a table but for the default one, oldest first. */
export async function selectPartitions(database: Queryable, table: string): Promise<Partition[]> {
  const { rows } = await database.query<Partition>(
    `select name, bounds[1]::timestamptz as from, bounds[2]::timestamptz as to
     from (select child.relname as name,
         regexp_match(pg_get_expr(child.relpartbound, child.oid), 'FROM \\(''([^'']+)''\\) TO \\(''([^'']+)''\\)') as bounds
       from pg_inherits join pg_class child on child.oid = inhrelid where inhparent = $1::regclass) partition
     where bounds is not null order by 2`,
    [table],
  );
  return rows;
}

function momentAhead(now: Date, unit: Unit, step: number): Date {
  if (unit === 'week') return new Date(now.getTime() + step * 7 * 86_400_000);
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + step, 1));
}

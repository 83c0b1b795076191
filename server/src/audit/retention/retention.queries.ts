import type { Queryable } from '../../database/queryable.ts';
import { isHeld } from './legal-holds.queries.ts';

const name = (table: string): string => {
  if (!/^[a-z_0-9]+$/.test(table)) throw new TypeError(`"${table}" is no table of the record`);
  return table;
};

/** Nobody else writes into it for the rest of the transaction; gives up soon, so that nobody waits behind it. */
export async function lockPartition(transaction: Queryable, partition: string): Promise<void> {
  await transaction.query(`set local lock_timeout = '3s'`);
  await transaction.query(`lock table ${name(partition)} in share row exclusive mode`);
}

/** Notes the calls of a time that are held, in `held_calls` of this transaction. @returns their ids */
export async function noteHeldCalls(transaction: Queryable, from: Date, to: Date): Promise<string[]> {
  await transaction.query(
    `create temp table if not exists held_calls (request_id text, at timestamptz(3)) on commit drop`,
  );
  await transaction.query('truncate held_calls');
  const { rows } = await transaction.query<{ request_id: string }>(
    `insert into held_calls select call.request_id, call.at from invocations call
     where call.at >= $1 and call.at < $2 and ${isHeld} returning request_id`,
    [from, to],
  );
  return rows.map(({ request_id }) => request_id);
}

/** Adds calls whose contents others refer to. */
export async function addHeldCalls(
  transaction: Queryable,
  ids: readonly string[],
  times: readonly Date[],
): Promise<void> {
  await transaction.query('insert into held_calls select * from unnest($1::text[], $2::timestamptz[])', [ids, times]);
}

/** Drops a partition, and puts the rows of held calls back: they land in the default partition. @returns bytes dropped */
export async function dropPartition(transaction: Queryable, table: string, partition: string): Promise<number> {
  const size = await transaction.query<{ bytes: string }>('select pg_total_relation_size($1::regclass) as bytes', [
    name(partition),
  ]);
  const kept = `kept_${name(table)}`;
  await transaction.query(
    `create temp table ${kept} on commit drop as select * from ${name(partition)} row
     where exists (select from held_calls held where held.request_id = row.request_id and held.at = row.at)`,
  );
  await transaction.query(`drop table ${partition}`);
  await transaction.query(`insert into ${table} select * from ${kept}`);
  return Number(size.rows[0]?.bytes ?? 0);
}

export async function dropWhole(transaction: Queryable, partition: string): Promise<number> {
  const { rows } = await transaction.query<{ bytes: string }>('select pg_total_relation_size($1::regclass) as bytes', [
    name(partition),
  ]);
  await transaction.query(`drop table ${partition}`);
  return Number(rows[0]?.bytes ?? 0);
}

/** When the oldest row of the default partition is from that may go; null when there is none. */
export async function oldestInDefault(transaction: Queryable, table: string, before: Date): Promise<Date | null> {
  const { rows } = await transaction.query<{ at: Date | null }>(
    `select min(at) as at from ${name(table)}_default row where at < $1 and ${notHeld(table)}`,
    [before],
  );
  return rows[0]?.at ?? null;
}

/** Deletes rows of the default partition that are older, but for held ones, at most `limit`. @returns how many */
export async function deleteFromDefault(
  transaction: Queryable,
  table: string,
  before: Date,
  limit: number,
): Promise<number> {
  const { rowCount } = await transaction.query(
    `delete from ${name(table)}_default where ctid = any (array(
       select row.ctid from ${name(table)}_default row where at < $1 and ${notHeld(table)} limit $2))`,
    [before, limit],
  );
  return rowCount ?? 0;
}

function notHeld(table: string): string {
  if (table === 'access_log') return 'true';
  return `not exists (select from held_calls held where held.request_id = row.request_id and held.at = row.at)`;
}

export interface StoredBlock {
  readonly journal_id: string;
  readonly first_sequence: string;
  readonly last_sequence: string;
  readonly at: Date;
  readonly previous_hash: Buffer;
  readonly last_hash: Buffer;
  readonly entries: Buffer;
}

/** Blocks of a partition in the order of their chains, behind `after`. */
export async function selectBlocksOf(
  transaction: Queryable,
  partition: string,
  before: Date,
  after: { readonly journalId: string; readonly sequence: string },
  limit: number,
): Promise<StoredBlock[]> {
  const { rows } = await transaction.query<StoredBlock>(
    `select journal_id, first_sequence, last_sequence, at, previous_hash, last_hash, entries from ${name(partition)}
     where at < $1 and (journal_id, first_sequence) > ($2, $3::bigint) order by journal_id, first_sequence limit $4`,
    [before, after.journalId, after.sequence, limit],
  );
  return rows;
}

export async function insertKeptBlock(transaction: Queryable, block: StoredBlock): Promise<void> {
  await transaction.query(
    `insert into chain_blocks (journal_id, first_sequence, last_sequence, at, previous_hash, last_hash, entries)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [
      block.journal_id,
      block.first_sequence,
      block.last_sequence,
      block.at,
      block.previous_hash,
      block.last_hash,
      block.entries,
    ],
  );
}

export async function deleteDefaultBlock(transaction: Queryable, block: StoredBlock): Promise<void> {
  await transaction.query(
    'delete from chain_blocks_default where journal_id = $1 and first_sequence = $2 and at = $3',
    [block.journal_id, block.first_sequence, block.at],
  );
}

export async function selectNow(database: Queryable): Promise<Date> {
  const { rows } = await database.query<{ now: Date }>('select now()');
  const [row] = rows;
  if (!row) throw new Error('the database tells no time');
  return row.now;
}

import type pg from 'pg';
import type { Queryable } from '../../database/queryable.ts';
import { inTransaction } from '../../database/transaction.ts';
import { type Partition, selectPartitions } from '../partitions.queries.ts';
import { countSignatures, takeSignatures } from './signatures.queries.ts';
import { wordBlockOf } from './word-block.ts';
import { insertWordBlock } from './word-blocks.queries.ts';

/** How much goes into one block. */
export interface BlockBounds {
  /** Bytes of all filters. */
  readonly bytesMax: number;
  /** Filters; a multiple of eight. */
  readonly membersMax: number;
  /** A week that is over is not left in blocks smaller than this. */
  readonly membersMin: number;
}

/**
 * A search reads a few places of each block, so blocks are large; what is in none yet is read whole, so they are not too
 * large.
 */
const usual: BlockBounds = { bytesMax: 2 ** 20, membersMax: 8192, membersMin: 128 };

/** One process at a time makes blocks. */
const lock = 7_236_020;
/** Late rows of a week may still come for so long. */
const lateMs = 86_400_000;

/**
 * Moves filters of words into blocks: of each size as many as make a full block, and all of a week that is over. Each block
 * is one transaction, so that a filter is always in one place. Rows of the default partition stay as they are.
 * @returns how many blocks were made
 */
export async function blockWords(
  pool: pg.Pool,
  now: Date,
  { bounds = usual, signal }: { readonly bounds?: BlockBounds; readonly signal?: AbortSignal } = {},
): Promise<number> {
  let made = 0;
  for (const partition of await selectPartitions(pool, 'payload_signatures')) {
    const isOver = partition.to.getTime() + lateMs < now.getTime();
    for (const { size, count } of await countSignatures(pool, partition.name)) {
      const full = fullBlock(size, bounds);
      const enough = isOver ? Math.min(full, bounds.membersMin) : full;
      for (let left = count; left >= enough; left -= full) {
        if (signal?.aborted || !(await moveBlock(pool, partition, size, full))) return made;
        made++;
      }
    }
  }
  return made;
}

/** Blocks are read by searches of this version only: replicas of the one before are gone a day after the migration. */
export async function areBlocksKnown(database: Queryable): Promise<boolean> {
  const { rows } = await database.query(
    `select from schema_migrations where name = 'word_blocks' and applied_at < now() - interval '1 day'`,
  );
  return rows.length > 0;
}

function fullBlock(size: number, { bytesMax, membersMax }: BlockBounds): number {
  return Math.min(membersMax, Math.max(8, Math.floor(bytesMax / size / 8) * 8));
}

/** False when another process is at it. */
async function moveBlock(pool: pg.Pool, { name, from }: Partition, size: number, limit: number): Promise<boolean> {
  return inTransaction(pool, async (client) => {
    const { rows } = await client.query<{ mine: boolean }>('select pg_try_advisory_xact_lock($1) as mine', [lock]);
    if (!rows[0]?.mine) return false;
    await client.query(`select ensure_partition('word_blocks', 'week', $1)`, [from]);
    const taken = await takeSignatures(client, name, size, limit);
    if (taken.length > 0) await insertWordBlock(client, wordBlockOf(taken));
    return true;
  });
}

import type pg from 'pg';
import type { Queryable } from '../../database/queryable.ts';
import { inTransaction } from '../../database/transaction.ts';
import { type Partition, selectPartitions } from '../partitions.queries.ts';
import { countSignatures, takeSignatures } from './signatures.queries.ts';
import { mergedBlock, wordBlockOf } from './word-block.ts';
import { findBlocksOf, insertWordBlock, takeBlocks, tryKeepWordsStill } from './word-blocks.queries.ts';

/** How many filters go into one block. */
export interface BlockBounds {
  /** Into a new one; a multiple of eight. */
  readonly first: number;
  /** So many full ones become one; fewer in a week that is over. */
  readonly merged: number;
  /** What is left of a week that is over makes a block when it is no less. */
  readonly least: number;
}

/**
 * A search reads a few places of each block, so blocks grow large. What is in none yet is read whole, so the first ones are
 * small. A bit of a large one is 1 KB: half of the piece that PostgreSQL reads of a long value at once.
 */
const usual: BlockBounds = { first: 1024, merged: 8, least: 128 };
/** Late rows of a week may still come for so long. */
const lateMs = 86_400_000;

interface Blocking {
  readonly pool: pg.Pool;
  readonly bounds: BlockBounds;
  readonly signal: AbortSignal | undefined;
}

/**
 * Moves filters of words into blocks, of each size as many as make a full one, and all of a week that is over, and makes one
 * block of several small ones. Each step is one transaction, so that a filter is always in one place. Rows of the default
 * partition stay as they are.
 * @returns how many blocks of rows were made
 */
export async function blockWords(
  pool: pg.Pool,
  now: Date,
  { bounds = usual, signal }: { readonly bounds?: BlockBounds; readonly signal?: AbortSignal } = {},
): Promise<number> {
  const blocking = { pool, bounds, signal };
  let made = 0;
  for (const week of await selectPartitions(pool, 'payload_signatures')) {
    const isOver = week.to.getTime() + lateMs < now.getTime();
    for (const { size, count } of await countSignatures(pool, week.name)) {
      made += await moveRows(blocking, week, size, count, isOver ? Math.min(bounds.least, bounds.first) : bounds.first);
      await mergeBlocks(blocking, week, size, isOver ? 2 : bounds.merged);
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

async function moveRows(
  blocking: Blocking,
  week: Partition,
  size: number,
  count: number,
  least: number,
): Promise<number> {
  const { first } = blocking.bounds;
  let made = 0;
  for (let left = count; left >= least; left -= first) {
    const isDone = await alone(blocking, async (client) => {
      await client.query(`select ensure_partition('word_blocks', 'week', $1)`, [week.from]);
      const rows = await takeSignatures(client, week.name, size, first);
      if (rows.length > 0) await insertWordBlock(client, wordBlockOf(rows));
    });
    if (!isDone) break;
    made++;
  }
  return made;
}

async function mergeBlocks(blocking: Blocking, week: Partition, size: number, least: number): Promise<void> {
  const { first, merged } = blocking.bounds;
  const blocks = await findBlocksOf(blocking.pool, week, size, first);
  for (let at = 0; at + least <= blocks.length; at += merged) {
    await alone(blocking, async (client) => {
      const taken = await takeBlocks(client, blocks.slice(at, at + merged));
      if (taken.length > 0) await insertWordBlock(client, mergedBlock(taken));
    });
  }
}

/** False when it is time to stop, or when another process is at it. */
function alone({ pool, signal }: Blocking, move: (client: pg.PoolClient) => Promise<void>): Promise<boolean> {
  return inTransaction(pool, async (client) => {
    if (signal?.aborted || !(await tryKeepWordsStill(client))) return false;
    await move(client);
    return true;
  });
}

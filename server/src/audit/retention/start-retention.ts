import type pg from 'pg';
import { describeError } from '../../database/describe-error.ts';
import { inTransaction } from '../../database/transaction.ts';
import { timeOfId } from '../../platform/ids.ts';
import type { Logger } from '../../platform/logger.ts';
import type { RetentionHead } from '../events.ts';
import type { Journal } from '../journal/journal.ts';
import { type Partition, selectPartitions } from '../partitions.queries.ts';
import { openParts } from '../search/contents.queries.ts';
import type { Opener } from '../vault/vault.ts';
import { insertSignatures } from '../words/signatures.queries.ts';
import { keepWordsStill, selectSignaturesIn } from '../words/word-blocks.queries.ts';
import { thinChains } from './drop-chain.ts';
import { referencedContents } from './referenced-contents.ts';
import { dueTables, type RetainedTable, type RetentionPeriods } from './retained.ts';
import {
  addHeldCalls,
  deleteDefaultBlock,
  deleteFromDefault,
  dropPartition,
  dropWhole,
  insertKeptBlock,
  lockPartition,
  noteHeldCalls,
  oldestInDefault,
  selectNow,
} from './retention.queries.ts';
import { retentionLock } from './locks.queries.ts';

export interface RetentionOptions {
  readonly periods: RetentionPeriods;
  readonly pool: pg.Pool;
  readonly journal: Pick<Journal, 'append'>;
  /** Tells which contents the bodies of held calls are made of. */
  readonly opener: Opener;
  readonly log: Logger;
  readonly roundMs?: number;
  readonly now?: () => Date;
}

export interface RunningRetention {
  /** When the last round that this process did was over; milliseconds since the epoch, 0 before. */
  readonly lastRunMs: number;
  readonly droppedBytes: number;
  notices(): string[];
  /** Does a round now, behind the one that runs. */
  run(): Promise<void>;
  stop(): Promise<void>;
}

/** One process at a time drops what is old. */
const lock = retentionLock;
const deleteMax = 5000;
/** A chain's block may hold events of calls that are so much older than it: their journal was long without a database. */
const lateMs = 31 * 86_400_000;
const openAtOnce = 200;
const beginning = new Date(0);

/**
 * Drops what is older than its period: whole partitions, each in one transaction, after a `retention` event that says so
 * is durable. A kill in between leaves an event too much, and the partition goes the next time. Held calls stay: their
 * rows move into the default partition, of their chains' blocks stay their events and the leaves of all others. Rows of
 * the default partition (held until lately, or of a wrong clock) are deleted in bounded steps.
 */
export function startRetention(options: RetentionOptions): RunningRetention {
  const { roundMs = 3_600_000, log } = options;
  let lastRunMs = 0;
  let droppedBytes = 0;
  let trouble: string | null = null;
  const round = async (): Promise<void> => {
    try {
      for (const { table, before } of dueTables(options.periods, options.now?.() ?? (await soberNow(options.pool)))) {
        droppedBytes += await dropOld(options, table, before);
      }
      lastRunMs = Date.now();
      trouble = null;
    } catch (error) {
      trouble = describeError(error);
      log.warn({ reason: trouble }, 'what is older than its retention could not be dropped; trying again');
    }
  };
  let working = round();
  const run = (): Promise<void> => (working = working.then(round));
  const timer = setInterval(() => void run(), roundMs).unref();
  return {
    get lastRunMs() {
      return lastRunMs;
    },
    get droppedBytes() {
      return droppedBytes;
    },
    notices: () => (trouble === null ? [] : [`what is older than its retention could not be dropped: ${trouble}`]),
    run,
    async stop() {
      clearInterval(timer);
      await working;
    },
  };
}

/** The earlier one of our clock and the database's: one that was set forward drops nothing before its time. */
async function soberNow(pool: pg.Pool): Promise<Date> {
  return new Date(Math.min(Date.now(), (await selectNow(pool)).getTime()));
}

async function dropOld(options: RetentionOptions, table: RetainedTable, before: Date): Promise<number> {
  let bytes = 0;
  for (const partition of await selectPartitions(options.pool, table)) {
    if (partition.to > before) continue;
    bytes += (await alone(options, (client) => dropOne(options, client, table, partition))) ?? 0;
  }
  await emptyDefault(options, table, before);
  return bytes;
}

/** Undefined when another process is at it. */
function alone<Result>(
  { pool }: RetentionOptions,
  work: (client: pg.PoolClient) => Promise<Result>,
): Promise<Result | undefined> {
  return inTransaction(pool, async (client) => {
    const { rows } = await client.query<{ mine: boolean }>('select pg_try_advisory_xact_lock($1) as mine', [lock]);
    return rows[0]?.mine ? work(client) : undefined;
  });
}

async function dropOne(
  options: RetentionOptions,
  client: pg.PoolClient,
  table: RetainedTable,
  partition: Partition,
): Promise<number> {
  const { name, from, to } = partition;
  if (table === 'word_blocks') await keepWordsStill(client);
  await lockPartition(client, name);
  const told = { table, from: from.toISOString(), to: to.toISOString() };
  let bytes: number;
  if (table === 'chain_blocks') {
    const held = new Set(await noteHeldCalls(client, new Date(from.getTime() - lateMs), to));
    const { heads, dropped, kept } = await thinChains(client, name, to, held);
    await tell(options, [...dropped, told], heads);
    bytes = await dropWhole(client, name);
    for (const block of kept) await insertKeptBlock(client, block);
  } else if (table === 'word_blocks') {
    // The filters of held calls are rows again, and stay like the others.
    const kept = await selectSignaturesIn(client, name, await noteHeldCalls(client, from, to));
    await tell(options, [told]);
    bytes = await dropWhole(client, name);
    await insertSignatures(client, kept);
  } else if (table === 'access_log') {
    await tell(options, [told]);
    bytes = await dropWhole(client, name);
  } else {
    const held = await noteHeldCalls(client, from, to);
    if (table === 'payload_contents') await noteReferenced(options, client, held);
    await tell(options, [told]);
    bytes = await dropPartition(client, table, name);
  }
  options.log.info({ table, from: told.from, to: told.to, bytes }, 'what is older than its retention was dropped');
  return bytes;
}

async function emptyDefault(options: RetentionOptions, table: RetainedTable, before: Date): Promise<void> {
  if (table === 'chain_blocks') {
    await alone(options, (client) => emptyDefaultChains(options, client, before));
    return;
  }
  // Blocks are made in their own partition, always.
  if (table === 'word_blocks') return;
  for (let isMore: boolean | undefined = true; isMore;) {
    isMore = await alone(options, async (client) => {
      const held = await noteHeldCalls(client, beginning, before);
      // Mostly there is nothing but held calls, or nothing at all: no content has to be opened to see that.
      if ((await oldestInDefault(client, table, before)) === null) return false;
      if (table === 'payload_contents') await noteReferenced(options, client, held);
      const oldest = await oldestInDefault(client, table, before);
      if (oldest === null) return false;
      await tell(options, [{ table, from: oldest.toISOString(), to: before.toISOString() }]);
      return (await deleteFromDefault(client, table, before, deleteMax)) === deleteMax;
    });
  }
}

async function emptyDefaultChains(options: RetentionOptions, client: pg.PoolClient, before: Date): Promise<void> {
  const held = new Set(await noteHeldCalls(client, beginning, before));
  const { heads, dropped, gone } = await thinChains(client, 'chain_blocks_default', before, held);
  if (gone.length === 0) return;
  await tell(options, dropped, heads);
  for (const block of gone) await deleteDefaultBlock(client, block);
}

/** Holds also the contents of others that the payloads of held calls are made of. */
async function noteReferenced(
  { opener }: RetentionOptions,
  client: pg.PoolClient,
  held: readonly string[],
): Promise<void> {
  const known = new Set(held);
  for (let at = 0; at < held.length; at += openAtOnce) {
    const needed = await referencedContents(held.slice(at, at + openAtOnce), openParts(client, opener));
    const more = [...needed].filter((id) => !known.has(id));
    for (const id of more) known.add(id);
    await addHeldCalls(
      client,
      more,
      more.map((id) => new Date(timeOfId(id))),
    );
  }
}

async function tell(
  { journal }: RetentionOptions,
  dropped: RetentionHead['dropped'],
  heads: RetentionHead['heads'] = [],
): Promise<void> {
  const head: RetentionHead = { at: new Date().toISOString(), dropped, heads };
  await journal.append([{ kind: 'retention', head, content: null }]);
}

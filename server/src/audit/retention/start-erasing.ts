import type pg from 'pg';
import { describeError } from '../../database/describe-error.ts';
import type { Queryable } from '../../database/queryable.ts';
import { inTransaction } from '../../database/transaction.ts';
import type { Logger } from '../../platform/logger.ts';
import type { Journal } from '../journal/journal.ts';
import type { ContentEpoch } from '../payloads/content-epoch.ts';
import {
  destroyContents,
  markDone,
  markTold,
  selectDue,
  selectEpoch,
  selectUntold,
  tombstoneOf,
} from './erasures.queries.ts';
import { erasingLock } from './locks.queries.ts';

export interface ErasingOptions {
  /** Statements that destroy much may take long. */
  readonly pool: pg.Pool;
  /** For small looks, which must not wait for them. */
  readonly epochPool: Queryable;
  readonly journal: Pick<Journal, 'id' | 'append'>;
  readonly epoch: ContentEpoch;
  readonly log: Logger;
  /** After so long without its lease a journal brings nothing any more, in seconds. */
  readonly deadSeconds: number;
  /** How long after its request an erasure is carried out at the earliest: the rows of calls may come some seconds late. */
  readonly ageSeconds?: number;
  readonly roundMs?: number;
}

export interface RunningErasing {
  /** Resolves after the first look at the database, whether it answered or not. */
  readonly tried: Promise<void>;
  stop(): Promise<void>;
}

/** One process at a time tells and carries out erasures. */
const lock = erasingLock;

/**
 * The three steps of an erasure, each by whoever comes first, and safe from a kill at any moment:
 *
 * - its *tombstone* is put into a chain;
 * - every process takes notice of the new *epoch*: from then on nothing that it writes refers to older content, and it
 *   says so by an event of its journal;
 * - when all journals have said so, the contents are *destroyed*.
 */
export function startErasing(options: ErasingOptions): RunningErasing {
  const { roundMs = 1000, log } = options;
  let toldEpoch = 0;
  // Carrying one out may take long, and taking notice must not wait for it.
  const noticing = repeat(roundMs, log, async () => {
    toldEpoch = await noticeEpoch(options, toldEpoch);
  });
  const carryingOut = repeat(roundMs, log, () => carryOut(options));
  return {
    tried: noticing.tried,
    async stop() {
      await Promise.all([noticing.stop(), carryingOut.stop()]);
    },
  };
}

/** Does it again and again, each time after the one before; says once that it fails, until it does no longer. */
function repeat(everyMs: number, log: Logger, work: () => Promise<void>): RunningErasing {
  let isTold = false;
  let isBusy = false;
  const round = async (): Promise<void> => {
    isBusy = true;
    try {
      await work();
      isTold = false;
    } catch (error) {
      if (!isTold) log.warn({ reason: describeError(error) }, 'erasures wait');
      isTold = true;
    }
    isBusy = false;
  };
  const tried = round();
  let working = tried;
  const timer = setInterval(() => {
    if (!isBusy) working = round();
  }, everyMs).unref();
  return {
    tried,
    async stop() {
      clearInterval(timer);
      await working;
    },
  };
}

/** @returns the epoch that the journal tells of */
async function noticeEpoch({ epochPool, journal, epoch }: ErasingOptions, toldEpoch: number): Promise<number> {
  const newest = await selectEpoch(epochPool);
  // From this moment nothing older is referred to; what is appended after the event keeps to it.
  epoch.publish(newest);
  if (newest <= toldEpoch) return toldEpoch;
  await journal.append([{ kind: 'epoch', head: { epoch: newest }, content: null }]);
  return newest;
}

async function carryOut({ pool, journal, log, deadSeconds, ageSeconds = 10 }: ErasingOptions): Promise<void> {
  await inTransaction(pool, async (client) => {
    const { rows } = await client.query<{ mine: boolean }>('select pg_try_advisory_xact_lock($1) as mine', [lock]);
    if (!rows[0]?.mine) return;
    for (const erasure of await selectUntold(client)) {
      // Nothing is locked here: where the journal is the database, the tombstone is noted before this returns.
      await journal.append([{ kind: 'tombstone', head: tombstoneOf(erasure), content: null }]);
      await markTold(client, erasure.id, journal.id);
    }
    for (const erasure of await selectDue(client, { ageSeconds, deadSeconds })) {
      const contents = await destroyContents(client, erasure);
      await markDone(client, erasure.id);
      log.info({ erasure: erasure.id, contents }, 'an erasure was carried out');
    }
  });
}

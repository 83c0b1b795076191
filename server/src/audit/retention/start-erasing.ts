import type pg from 'pg';
import { describeError } from '../../database/describe-error.ts';
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

export interface ErasingOptions {
  readonly pool: pg.Pool;
  readonly journal: Pick<Journal, 'id' | 'append'>;
  readonly epoch: ContentEpoch;
  readonly log: Logger;
  /** After so long without its lease a journal brings nothing any more, in seconds. */
  readonly deadSeconds: number;
  /** How long after its request an erasure is carried out at the earliest: the rows of calls may come some seconds late. */
  readonly ageSeconds?: number;
  readonly roundMs?: number;
}

/** One process at a time tells and carries out erasures. */
const lock = 7_236_006;

/**
 * The three steps of an erasure, each by whoever comes first, and safe from a kill at any moment:
 *
 * - its *tombstone* is put into a chain;
 * - every process takes notice of the new *epoch*: from then on nothing that it writes refers to older content, and it
 *   says so by an event of its journal;
 * - when all journals have said so, the contents are *destroyed*.
 */
export function startErasing(options: ErasingOptions): { stop(): Promise<void> } {
  const { roundMs = 1000, log } = options;
  let isTold = false;
  const round = async (): Promise<void> => {
    try {
      await noticeEpoch(options);
      await carryOut(options);
      isTold = false;
    } catch (error) {
      if (!isTold) log.warn({ reason: describeError(error) }, 'erasures wait');
      isTold = true;
    }
  };
  let working = round();
  const timer = setInterval(() => void (working = working.then(round)), roundMs).unref();
  return {
    async stop() {
      clearInterval(timer);
      await working;
    },
  };
}

async function noticeEpoch({ pool, journal, epoch }: ErasingOptions): Promise<void> {
  const newest = await selectEpoch(pool);
  if (newest <= epoch.current) return;
  // From this moment nothing older is referred to; what is appended after this event keeps to it.
  epoch.publish(newest);
  await journal.append([{ kind: 'epoch', head: { epoch: newest }, content: null }]);
}

async function carryOut({ pool, journal, log, deadSeconds, ageSeconds = 10 }: ErasingOptions): Promise<void> {
  await inTransaction(pool, async (client) => {
    const { rows } = await client.query<{ mine: boolean }>('select pg_try_advisory_xact_lock($1) as mine', [lock]);
    if (!rows[0]?.mine) return;
    for (const erasure of await selectUntold(client)) {
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

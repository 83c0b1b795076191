import { setTimeout } from 'node:timers/promises';
import type pg from 'pg';
import type { Journal } from '../../audit/journal/journal.ts';
import { describeError } from '../../database/describe-error.ts';
import type { Logger } from '../../platform/logger.ts';
import {
  claimPriceCorrection,
  endPriceCorrection,
  type PriceCorrectionRow,
  releasePriceCorrection,
  selectPriceCorrection,
} from './price-corrections.queries.ts';
import { ModelGone, RunEnded, runPriceCorrection } from './run-price-correction.ts';

export interface PriceCorrectionsOptions {
  /** Its statements may take longer than those of a request. */
  readonly pool: pg.Pool;
  readonly journal: Pick<Journal, 'id' | 'append'>;
  readonly log: Logger;
  /** How often runs are looked for, in milliseconds. */
  readonly everyMs?: number;
  readonly pageSize?: number;
}

export interface RunningPriceCorrections {
  stop(): Promise<void>;
}

/**
 * Corrects calls for prices that were set for the past. Every process looks for runs, and one at a time works on the
 * oldest: when it dies, its lease ends, and another one goes on where it was.
 */
export function startPriceCorrections(options: PriceCorrectionsOptions): RunningPriceCorrections {
  const { log, everyMs = 2000 } = options;
  const ending = new AbortController();
  const loop = async (): Promise<void> => {
    while (!ending.signal.aborted) {
      const isMore = await workOnNext(options, ending.signal).catch((error: unknown) => {
        if (!ending.signal.aborted)
          log.warn({ reason: describeError(error) }, 'prices of the past could not be corrected');
        return false;
      });
      if (!isMore) await setTimeout(everyMs, undefined, { signal: ending.signal, ref: false }).catch(() => undefined);
    }
  };
  const running = loop();
  return {
    async stop() {
      ending.abort();
      await running;
    },
  };
}

/** @returns whether there was one to work on */
async function workOnNext(options: PriceCorrectionsOptions, signal: AbortSignal): Promise<boolean> {
  const { pool, journal, log, pageSize } = options;
  const holder = journal.id;
  const run = await claimPriceCorrection(pool, holder);
  if (run === null) return false;
  try {
    if (run.is_cancel_asked) throw new RunEnded('it was cancelled');
    await runPriceCorrection(run, { pool, journal, holder, signal, ...(pageSize && { pageSize }) });
    await endPriceCorrection(pool, run.id, 'done', null);
    log.info({ correction: run.id, model: run.model }, 'a price that was set for the past is in the ledger');
    return true;
  } catch (error) {
    return endEarly(options, run, error);
  }
}

async function endEarly(
  { pool, journal }: PriceCorrectionsOptions,
  run: PriceCorrectionRow,
  error: unknown,
): Promise<boolean> {
  if (error instanceof ModelGone) {
    await endPriceCorrection(pool, run.id, 'failed', error.message);
    return true;
  }
  if (!(error instanceof RunEnded)) throw error;
  const row = await selectPriceCorrection(pool, run.id);
  if (row?.is_cancel_asked === true) await endPriceCorrection(pool, run.id, 'cancelled', null);
  else await releasePriceCorrection(pool, run.id, journal.id);
  return false;
}

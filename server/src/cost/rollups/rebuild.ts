import type pg from 'pg';
import { inTransaction } from '../../database/transaction.ts';
import { beginRollups, readRollupState, rollUpStep } from './rollups.queries.ts';

interface RebuildProgress {
  /** RFC 3339: calls before this time are in the rollups; null when all are. */
  readonly builtTo: string | null;
}

/**
 * Makes the rollups for this time zone, unless they are whole for it already. In steps, each a transaction that adds some
 * thousand calls and moves `built_to` on; meanwhile shippers add what belongs before it, and reports read the record
 * itself for what is behind. Whoever is stopped, or killed, is gone on from; several replicas may do it at once.
 *
 * @param isFromScratch makes them anew although they are whole
 */
export async function rebuildRollups(
  pool: pg.Pool,
  timeZone: string,
  options: {
    readonly isFromScratch?: boolean;
    /** How many calls, about, are added in one transaction. */
    readonly stepRows?: number;
    readonly stopping?: AbortSignal;
    readonly onStep?: (progress: RebuildProgress) => void | Promise<void>;
  } = {},
): Promise<void> {
  await inTransaction(pool, async (client) => {
    const state = await readRollupState(client, 'alone');
    if (state.timeZone !== timeZone || options.isFromScratch) await beginRollups(client, timeZone);
  });
  while (!options.stopping?.aborted) {
    const { builtTo } = await inTransaction(pool, async (client) => {
      const state = await readRollupState(client, 'alone');
      return state.builtTo === null ? state : rollUpStep(client, options.stepRows ?? 3000);
    });
    await options.onStep?.({ builtTo });
    if (builtTo === null) return;
  }
}

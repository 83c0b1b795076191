import type pg from 'pg';
import { countDrift } from '../../catalog/drift.queries.ts';
import { describeError } from '../../database/describe-error.ts';
import type { Logger } from '../../platform/logger.ts';
import type { ProviderAccess } from '../connections/reach-provider.ts';
import { checkDrift } from './check-drift.ts';

export interface RunningDriftChecks {
  /** Models by what is to be said of them, as far as this process knows. */
  readonly counts: Readonly<Record<'gone' | 'unknown' | 'repriced', number>>;
  stop(): Promise<void>;
}

const firstAfterMs = 60_000;
const askEveryMs = 600_000;

/**
 * Checks the catalogue every `everyS` seconds for as long as the gateway runs. Each process asks often; the database lets
 * one of them do it.
 * @param everyS `TOLLGATE_DRIFT_CHECK_S`; 0 for never
 */
export function startDriftChecks(options: {
  readonly pool: pg.Pool;
  readonly access: ProviderAccess;
  readonly everyS: number;
  readonly log: Logger;
}): RunningDriftChecks {
  const { pool, access, everyS, log } = options;
  let counts = { gone: 0, unknown: 0, repriced: 0 };
  if (everyS === 0) return { counts, stop: async () => undefined };
  let running: Promise<void> = Promise.resolve();
  let timer: NodeJS.Timeout;
  let isStopped = false;
  const check = async (): Promise<void> => {
    try {
      if (await checkDrift(pool, access, everyS)) log.info('the catalogue was compared with what providers list');
      counts = await countDrift(pool);
    } catch (error) {
      log.warn({ reason: describeError(error) }, 'the catalogue could not be compared with what providers list');
    }
  };
  const plan = (waitMs: number): void => {
    timer = setTimeout(() => {
      running = check();
      void running.then(() => isStopped || plan(Math.min(askEveryMs, everyS * 1000)));
    }, waitMs).unref();
  };
  plan(Math.min(firstAfterMs, everyS * 1000));
  return {
    get counts() {
      return counts;
    },
    async stop() {
      isStopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}

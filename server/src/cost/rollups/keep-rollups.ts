import type pg from 'pg';
import { setTimeout as delay } from 'node:timers/promises';
import { describeError } from '../../database/describe-error.ts';
import type { Logger } from '../../platform/logger.ts';
import { rebuildRollups } from './rebuild.ts';

const againMs = 10_000;

/** Makes the rollups in the background where they are missing or of another time zone; tries until the database lets it. */
export function keepRollups(pool: pg.Pool, timeZone: string, log: Logger): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const { signal } = stopping;
  const made = (async (): Promise<void> => {
    while (!signal.aborted) {
      try {
        return await rebuildRollups(pool, timeZone, { stopping: signal });
      } catch (error) {
        log.warn({ reason: describeError(error) }, 'the sums for reports could not be made; trying again');
        await delay(againMs, undefined, { signal }).catch(() => undefined);
      }
    }
  })();
  return {
    async stop() {
      stopping.abort();
      await made;
    },
  };
}

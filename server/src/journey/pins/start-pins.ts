import { deleteOldPins, insertPinEntry, selectPinChanges } from '../../audit/pins/pins.queries.ts';
import { createPool } from '../../database/pool.ts';
import type { Logger } from '../../platform/logger.ts';
import { createPins, type Pins } from './pins.ts';

export interface StartPinsOptions {
  readonly databaseUrl: string;
  /** The key that all replicas share; null while it is not known. */
  readonly indexKey: () => Buffer | null;
  readonly log: Pick<Logger, 'warn'>;
}

const cleanEveryMs = 3_600_000;
/** So long a pin that ran out is still listed. */
const keptDays = 30;

/** Pins with connections of their own: calls wait for them, so they give up soon, and the calls go to a secure model. */
export function startPins({ databaseUrl, indexKey, log }: StartPinsOptions): Pins {
  const pool = createPool(databaseUrl, {
    max: 4,
    applicationName: 'tollgate pins',
    statementTimeoutMs: 500,
    queryTimeoutMs: 1000,
    connectTimeoutMs: 1000,
  });
  const store = {
    changes: selectPinChanges.bind(null, pool),
    insert: insertPinEntry.bind(null, pool),
  };
  const pins = createPins({ indexKey, store, log });
  const cleaning = setInterval(() => void deleteOldPins(pool, keptDays).catch(() => undefined), cleanEveryMs).unref();
  return {
    ...pins,
    async stop() {
      clearInterval(cleaning);
      await pins.stop();
      await pool.end();
    },
  };
}

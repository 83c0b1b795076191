import { describeError } from '../database/describe-error.ts';
import type { Queryable } from '../database/queryable.ts';
import type { Logger } from '../platform/logger.ts';
import { ensurePartitions } from './partitions.queries.ts';

const hourMs = 3_600_000;
const againMs = 60_000;

/**
 * Makes the partitions of this time and the next, now and every hour. Resolves after the first try: without its
 * partition a row goes into the default one, so nothing waits for a try that works.
 */
export async function keepPartitions(database: Queryable, log: Logger): Promise<{ stop(): void }> {
  let timer: NodeJS.Timeout | null = null;
  let isStopped = false;
  const prepare = async (): Promise<void> => {
    let nextMs = hourMs;
    try {
      await ensurePartitions(database, new Date());
    } catch (error) {
      nextMs = againMs;
      log.warn({ reason: describeError(error) }, 'the partitions of the coming time could not be made; trying again');
    }
    if (!isStopped) timer = setTimeout(() => void prepare(), nextMs).unref();
  };
  await prepare();
  return {
    stop() {
      isStopped = true;
      if (timer) clearTimeout(timer);
    },
  };
}

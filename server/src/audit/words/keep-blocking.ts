import type pg from 'pg';
import { describeError } from '../../database/describe-error.ts';
import type { Logger } from '../../platform/logger.ts';
import { areBlocksKnown, blockWords } from './block-words.ts';

const roundMs = 60_000;

/** Every minute moves into blocks what is due. */
export function keepBlocking(pool: pg.Pool, log: Logger): { stop(): Promise<void> } {
  const stopping = new AbortController();
  let timer: NodeJS.Timeout | null = null;
  let working: Promise<void> = Promise.resolve();
  const round = async (): Promise<void> => {
    try {
      const blocks = (await areBlocksKnown(pool)) ? await blockWords(pool, new Date(), { signal: stopping.signal }) : 0;
      if (blocks > 0) log.info({ blocks }, 'filters of words were put into blocks');
    } catch (error) {
      log.warn({ reason: describeError(error) }, 'filters of words could not be put into blocks; trying again');
    }
    schedule();
  };
  const schedule = (): void => {
    if (stopping.signal.aborted) return;
    timer = setTimeout(() => {
      working = round();
    }, roundMs).unref();
  };
  schedule();
  return {
    async stop() {
      stopping.abort();
      if (timer) clearTimeout(timer);
      await working;
    },
  };
}

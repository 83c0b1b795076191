import { type Backtests, type BacktestsOptions, createBacktests } from './administration/backtests/backtests.ts';
import { createPool } from './database/pool.ts';
import { createJudge } from './journey/judge.ts';
import { readAnswer } from './journey/read-answer.ts';
import { createScanning } from './journey/scanning.ts';

/** Larger requests are scanned in a thread: nobody waits for a backtest, and calls must not wait because of one. */
const hereMax = 16_384;

/** Backtests with a connection and a thread of their own. */
export function startBacktests(
  databaseUrl: string,
  options: Omit<BacktestsOptions, 'recordPool' | 'judge' | 'readAnswer'>,
): Backtests {
  const recordPool = createPool(databaseUrl, {
    max: 1,
    applicationName: 'tollgate backtests',
    statementTimeoutMs: 5000,
  });
  const scanning = createScanning({ thread: new URL('scan-thread.ts', import.meta.url), hereMax });
  const backtests = createBacktests({ ...options, recordPool, judge: createJudge(scanning), readAnswer });
  return {
    ...backtests,
    async stop() {
      await backtests.stop();
      await scanning.stop();
      await recordPool.end();
    },
  };
}

import { hostname } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { describeError } from '../../database/describe-error.ts';
import type { Logger } from '../../platform/logger.ts';
import { SharedPosition } from '../journal/shared-position.ts';
import type { MasterKeys } from '../vault/master-keys.ts';
import type { DamageReports } from './damage-reports.ts';
import { SharedProgress } from './shared-progress.ts';
import { type ShipperThread, startShipperThread } from './shipper-thread.ts';

export interface StartShipperOptions {
  readonly databaseUrl: string;
  readonly masterKeys: MasterKeys;
  /** The journal of this process (`OpenJournal`). */
  readonly journal: { readonly id: string; readonly directory: string; readonly follow: SharedArrayBuffer };
  /** Told what was lost or broken. */
  readonly reports: DamageReports;
  readonly log: Logger;
}

export interface RunningShipper {
  /** What is durable in the journal and not settled in the database, and since when the oldest call waits. */
  backlog(): { readonly events: number; readonly oldestMs: number | null };
  /** Ships everything, open calls included, and ends. False when that took longer; the rest stays in the journal. */
  drain(timeoutMs: number): Promise<boolean>;
  /** Brings home what it can within ten seconds, then ends. Close the journal first. */
  stop(): Promise<void>;
}

const stopTimeoutMs = 10_000;
const restartMs = 1000;

/** Ships the journal of this process into the database on a thread of its own, which is started again when it fails. */
export function startShipper({ databaseUrl, masterKeys, journal, reports, log }: StartShipperOptions): RunningShipper {
  const shared = SharedProgress.create();
  const progress = new SharedProgress(shared);
  const position = new SharedPosition(journal.follow);
  const { id, directory, follow } = journal;
  const place = { databaseUrl, masterKeys, journals: [{ id, directory }], follow };
  const data = { ...place, host: hostname(), logLevel: log.level, progress: shared };
  const isEnding = new AbortController();
  let thread: ShipperThread = startShipperThread(data, reports);
  const ended = keepRunning();

  async function keepRunning(): Promise<void> {
    for (;;) {
      try {
        return await thread.ended;
      } catch (error) {
        log.error({ journal: id, reason: describeError(error) }, 'the shipper failed and is started again');
      }
      await delay(restartMs, undefined, { signal: isEnding.signal }).catch(() => undefined);
      if (isEnding.signal.aborted) return;
      thread = startShipperThread(data, reports);
    }
  }

  async function drain(timeoutMs: number): Promise<boolean> {
    thread.send('finish');
    const isDone = await Promise.race([ended.then(() => true), delay(timeoutMs, false, { ref: false })]);
    if (isDone) return true;
    isEnding.abort();
    thread.send('stop');
    await ended;
    return false;
  }

  return {
    backlog: () => ({
      events: Number(position.durable - progress.shippedSequence),
      oldestMs: progress.oldestMs,
    }),
    drain,
    async stop() {
      await drain(stopTimeoutMs);
    },
  };
}

import pg from 'pg';
import type { Report } from '../../audit/integrity/verify/report.ts';
import { selectChainHeads } from '../../audit/shipper/heads.queries.ts';
import { describeError } from '../../database/describe-error.ts';
import { newId } from '../../platform/ids.ts';
import type { Logger } from '../../platform/logger.ts';
import type { AccessLog } from '../access-log.ts';
import type { Actor } from '../actor.ts';
import { conflict, notFound } from '../refuse.ts';
import {
  askToCancelVerification,
  endVerification,
  insertVerification,
  markVerificationsInterrupted,
  noteEventsRead,
  reportShown,
  selectLastVerification,
  selectVerification,
  selectVerifications,
  type VerificationRow,
} from './verifications.queries.ts';

/** A verification that runs in a thread of its own. */
export interface RunningVerification {
  /** Events that were read so far, each of them twice at the end. */
  readonly eventsRead: number;
  /** Rejects when it failed or was stopped. */
  readonly report: Promise<Report>;
  stop(): Promise<void>;
}

export interface VerificationsOptions {
  readonly pool: pg.Pool;
  readonly accessLog: AccessLog;
  readonly log: Logger;
  /** Begins to verify the whole record. */
  readonly run: () => RunningVerification;
  /** How often a run says how far it is, in milliseconds (1,000). */
  readonly everyMs?: number;
}

/** Verifications of the record, one at a time on a database. A run ends with its process. */
export interface Verifications {
  /** @throws AdministrationRefusal when one is running, or who asked cannot be recorded */
  start(actor: Actor): Promise<VerificationRow>;
  /** Asks it to end, in whatever process it runs. @throws AdministrationRefusal when it does not run */
  cancel(id: string): Promise<void>;
  /** @throws AdministrationRefusal */
  read(id: string): Promise<VerificationRow>;
  list(page: { readonly before: string | null; readonly limit: number }): Promise<VerificationRow[]>;
  /** The newest one that went through. */
  last(): Promise<VerificationRow | null>;
  stop(): Promise<void>;
}

export function createVerifications(options: VerificationsOptions): Verifications {
  const { pool, accessLog } = options;
  const ending = new AbortController();
  let running: Promise<void> = Promise.resolve();
  return {
    async start(actor) {
      await markVerificationsInterrupted(pool);
      const id = newId('vrf');
      await accessLog.record({ actor, action: 'record.verify', target: { kind: 'verification', id } });
      const row = await insertVerification(pool, { id, actor, chains: await selectChainHeads(pool) });
      if (row === null) throw conflict('A verification is running already. Wait for it, or cancel it.');
      running = runToItsEnd(options, id, ending.signal);
      return row;
    },
    async cancel(id) {
      await markVerificationsInterrupted(pool);
      if (await askToCancelVerification(pool, id)) return;
      throw (await selectVerification(pool, id)) ? conflict('This verification has ended.') : notFound('verification');
    },
    async read(id) {
      await markVerificationsInterrupted(pool);
      const row = await selectVerification(pool, id);
      if (row === null) throw notFound('verification');
      return row;
    },
    async list(page) {
      await markVerificationsInterrupted(pool);
      return selectVerifications(pool, page);
    },
    last: () => selectLastVerification(pool),
    async stop() {
      ending.abort();
      await running;
    },
  };
}

/** Never throws: how it ended is in its row, or its lease runs out. */
async function runToItsEnd(options: VerificationsOptions, id: string, signal: AbortSignal): Promise<void> {
  const { pool, log, run, everyMs = 1000 } = options;
  const end = (state: Parameters<typeof endVerification>[2]): Promise<void> =>
    endVerification(pool, id, state).catch(() => undefined);
  const work = run();
  let isCancelled = false;
  const note = async (): Promise<void> => {
    const goesOn = await noteEventsRead(pool, id, work.eventsRead).catch(() => true);
    if (goesOn && !signal.aborted) return;
    isCancelled = !goesOn;
    await work.stop();
  };
  const timer = setInterval(() => void note(), everyMs).unref();
  const stopAtOnce = (): void => void work.stop();
  signal.addEventListener('abort', stopAtOnce);
  try {
    const report = await work.report;
    await noteEventsRead(pool, id, work.eventsRead).catch(() => true);
    await end({ state: 'done', report: reportShown(report), reason: null });
  } catch (error) {
    const reason = error instanceof pg.DatabaseError ? describeError(error) : String((error as Error).message);
    const state = isCancelled ? 'cancelled' : signal.aborted ? 'interrupted' : 'failed';
    if (state === 'failed') log.warn({ verification: id, reason }, 'a verification failed');
    await end({ state, report: null, reason: state === 'failed' ? reason : null });
  } finally {
    clearInterval(timer);
    signal.removeEventListener('abort', stopAtOnce);
  }
}

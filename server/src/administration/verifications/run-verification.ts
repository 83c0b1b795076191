import { Worker } from 'node:worker_threads';
import type { Report } from '../../audit/integrity/verify/report.ts';
import type { MasterKeys } from '../../audit/vault/master-keys.ts';
import type { RunningVerification } from './verifications.ts';

export interface VerificationData {
  readonly databaseUrl: string;
  readonly masterKeys: MasterKeys;
  /** Verifies checkpoints: PEM; null while it is not known. */
  readonly publicKey: string | null;
  /** One 64-bit number: events that were read. */
  readonly progress: SharedArrayBuffer;
}

export type FromVerification =
  | { readonly kind: 'report'; readonly report: Report }
  | { readonly kind: 'failed'; readonly reason: string };

/** Verifies the record of a database, in one snapshot of it, on a thread of its own. */
export function runVerification(data: Omit<VerificationData, 'progress'>): RunningVerification {
  const progress = new SharedArrayBuffer(8);
  const read = new BigInt64Array(progress);
  const worker = new Worker(new URL('verification-thread.ts', import.meta.url), {
    workerData: { ...data, progress } satisfies VerificationData,
    execArgv: [],
    name: 'verification',
  });
  const report = new Promise<Report>((resolve, reject) => {
    worker.once('message', (message: FromVerification) =>
      message.kind === 'report' ? resolve(message.report) : reject(new Error(message.reason)),
    );
    worker.once('error', reject);
    worker.once('exit', () => reject(new Error('the verification was stopped')));
  });
  // Whoever waits for it hears of its failure; nobody may, when it is stopped at once.
  report.catch(() => undefined);
  return {
    get eventsRead() {
      return Number(Atomics.load(read, 0));
    },
    report,
    stop: async () => void (await worker.terminate()),
  };
}

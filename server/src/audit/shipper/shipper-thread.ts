import { Worker } from 'node:worker_threads';
import type { DamageReports } from './damage-reports.ts';
import type { FromShipper, ShipperData, ToShipper } from './shipper-messages.ts';

/** A running shipper, seen from the thread that started it. */
export interface ShipperThread {
  /** Resolves when it has shipped the whole of a journal that ended, or after `send`; rejects when it failed. */
  readonly ended: Promise<void>;
  send(message: ToShipper): void;
}

export function startShipperThread(data: ShipperData, reports: DamageReports): ShipperThread {
  const worker = new Worker(new URL('thread.ts', import.meta.url), { workerData: data, execArgv: [], name: 'shipper' });
  worker.on('message', (message: FromShipper) => {
    if (message.kind === 'damage') reports.damaged(message.damage);
    else if (message.kind === 'rejected') reports.rejected();
    else reports.broken(message.journalId, message.sequence);
  });
  const ended = new Promise<void>((resolve, reject) => {
    worker.once('error', reject);
    worker.once('exit', (code) =>
      code === 0 ? resolve() : reject(new Error(`the shipper's thread ended with ${code}`)),
    );
  });
  return { ended, send: (message) => worker.postMessage(message) };
}

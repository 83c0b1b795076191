import { parentPort, workerData } from 'node:worker_threads';
import { createPool } from '../../database/pool.ts';
import { createLogger } from '../../platform/logger.ts';
import { createReader } from '../journal/reader.ts';
import { receivedMasterKeys } from '../vault/master-keys.ts';
import { keepPartitions } from '../keep-partitions.ts';
import { keepBlocking } from '../words/keep-blocking.ts';
import { PostgresSink } from './postgres-sink.ts';
import { createProjections } from './projections/index.ts';
import { SharedProgress } from './shared-progress.ts';
import { Shipper } from './shipper.ts';
import type { FromShipper, ShipperData, ToShipper } from './shipper-messages.ts';

/** The thread that ships journals, with connections of its own, so that the gateway's thread is free for calls. */
const data = workerData as ShipperData;
const log = createLogger(data.logLevel);
const progress = new SharedProgress(data.progress);
const pool = createPool(data.databaseUrl, { max: 2, applicationName: 'tollgate shipper', queryTimeoutMs: 300_000 });
const tell = (message: FromShipper): void => parentPort?.postMessage(message);
const sink = new PostgresSink({
  pool,
  projections: createProjections(pool, receivedMasterKeys(data.masterKeys)),
  onRejected(reason) {
    log.error({ reason }, 'an event was not taken by the record and is kept in rejected_events');
    tell({ kind: 'rejected' });
  },
  onBreak(journalId, sequence) {
    log.error(
      { journal: journalId, sequence: String(sequence) },
      'the chain does not go on from what the record holds: an event, or the position in the database, was changed',
    );
    tell({ kind: 'break', journalId, sequence });
  },
});

const shippers = data.journals.map(
  ({ id, directory }) =>
    new Shipper({
      journalId: id,
      host: data.host,
      sink,
      log,
      openSource: ({ sequence, held }) =>
        createReader({
          directory,
          after: { lastSequence: sequence, held },
          follow: data.follow,
          log,
          onDamage: (damage) => tell({ kind: 'damage', damage }),
        }),
      onProgress: (now) => progress.publish(now),
    }),
);

parentPort?.on('message', (message: ToShipper) => {
  for (const shipper of shippers) {
    if (message === 'finish') shipper.finish();
    else shipper.stop();
  }
});

const partitions = await keepPartitions(pool, log);
const blocking = keepBlocking(pool, log);
for (const shipper of shippers) await shipper.run();
partitions.stop();
await blocking.stop();
await pool.end();
parentPort?.close();

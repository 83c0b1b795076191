import { parentPort, workerData } from 'node:worker_threads';
import { databaseSource } from '../../audit/integrity/verify/database-source.ts';
import type { KeptBlock, RecordSource } from '../../audit/integrity/verify/record-source.ts';
import { verifyRecord } from '../../audit/integrity/verify/verify-record.ts';
import type { MasterKey, MasterKeys } from '../../audit/vault/master-keys.ts';
import { createOpener } from '../../audit/vault/opener.ts';
import { describeError } from '../../database/describe-error.ts';
import { createPool } from '../../database/pool.ts';
import { inSnapshot } from '../../database/transaction.ts';
import type { FromVerification, VerificationData } from './run-verification.ts';

/** The thread that verifies: it hashes and opens everything there is, and no call is to wait for it. */
const { databaseUrl, masterKeys, publicKey, progress } = workerData as VerificationData;
const read = new BigInt64Array(progress);

/** Bytes come into a thread as plain arrays. */
const whole = ({ id, key }: MasterKey): MasterKey => ({ id, key: Buffer.from(key) });
const keys: MasterKeys = {
  current: whole(masterKeys.current),
  previous: masterKeys.previous && whole(masterKeys.previous),
};

/** The same source, counting what is read of its chains. */
function counted(source: RecordSource): RecordSource {
  const blocks = source.blocks.bind(source);
  source.blocks = async function* counting(journalId): AsyncGenerator<KeptBlock> {
    for await (const block of blocks(journalId)) {
      yield block;
      Atomics.add(read, 0, block.lastSequence - block.firstSequence + 1n);
    }
  };
  return source;
}

const pool = createPool(databaseUrl, { max: 2, applicationName: 'tollgate verification' });
const tell = (message: FromVerification): void => parentPort?.postMessage(message);
try {
  const report = await inSnapshot(pool, (client) =>
    verifyRecord(counted(databaseSource(client, createOpener(keys, client))), { publicKey, checkpoints: [] }),
  );
  tell({ kind: 'report', report });
} catch (error) {
  tell({ kind: 'failed', reason: describeError(error) });
} finally {
  await pool.end();
}

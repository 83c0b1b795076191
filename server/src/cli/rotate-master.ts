import { listJournals } from '../audit/journal/orphans.ts';
import { rotateMasterKey } from '../audit/vault/rotate-master-key.ts';
import { withDatabase } from './with-database.ts';

/** `tollgate key rotate-master`. */
export async function rotateMasterCommand(): Promise<void> {
  await withDatabase(false, async (pool, { masterKeys, dataDir, journalDir }) => {
    const journalIds = await listJournals(journalDir);
    const { masterKeyId, keys } = await rotateMasterKey(pool, { ...masterKeys, dataDir }, journalIds);
    process.stdout.write(`${keys} keys are wrapped by the master key ${masterKeyId} now.\n`);
    process.stdout.write('Restart every gateway with it. Keep the one before until their journals are shipped.\n');
  });
}

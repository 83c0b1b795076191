import { randomBytes } from 'node:crypto';
import { copyFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type pg from 'pg';
import { inTransaction } from '../../database/transaction.ts';
import { findMasterKeys, masterKeyFile, type MasterKeySource, previousMasterKeyFile } from './load-master-keys.ts';
import { type MasterKeys, unwrap, wrap } from './master-keys.ts';
import { selectWrapped, updateWrapped, wrappedTables } from './wrapped-keys.queries.ts';

export interface Rotated {
  readonly masterKeyId: string;
  /** How many keys were wrapped anew. */
  readonly keys: number;
}

/**
 * Wraps every key in the database by the current master key, in one transaction. When the master key lies in the data
 * folder a new one is made first, and the one before stays beside it (`master.key.previous`), since journals that are
 * not shipped yet bring keys that it wrapped.
 * @throws CannotOpen when a key was wrapped by neither; nothing is changed then
 */
export async function rotateMasterKey(pool: pg.Pool, source: MasterKeySource): Promise<Rotated> {
  if (source.current === null) await makeNewFile(source.dataDir);
  const masterKeys = await findMasterKeys(source);
  if (!masterKeys)
    throw new Error('there is no master key to rotate: start the gateway once, or set TOLLGATE_MASTER_KEY');
  return { masterKeyId: masterKeys.current.id, keys: await rewrap(pool, masterKeys) };
}

async function makeNewFile(dataDir: string): Promise<void> {
  const file = path.join(dataDir, masterKeyFile);
  const next = `${file}.next`;
  await writeFile(next, `${randomBytes(32).toString('hex')}\n`, { mode: 0o600, flush: true });
  await copyFile(file, path.join(dataDir, previousMasterKeyFile));
  await rename(next, file);
}

async function rewrap(pool: pg.Pool, masterKeys: MasterKeys): Promise<number> {
  const { current } = masterKeys;
  return inTransaction(pool, async (client) => {
    let keys = 0;
    for (const table of wrappedTables) {
      for (const { name, masterKeyId, wrapped } of await selectWrapped(client, table, current.id)) {
        const key = unwrap(masterKeys, masterKeyId, wrapped, name);
        await updateWrapped(client, table, name, { masterKeyId: current.id, wrapped: wrap(current, key, name) });
        keys++;
      }
    }
    return keys;
  });
}

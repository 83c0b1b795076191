import { randomBytes } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type pg from 'pg';
import type { Queryable } from '../../database/queryable.ts';
import { inTransaction } from '../../database/transaction.ts';
import { findMasterKeys, masterKeyFile, type MasterKeySource, previousMasterKeyFile } from './load-master-keys.ts';
import { type MasterKeys, unwrap, wrap } from './master-keys.ts';
import {
  lockRotation,
  selectJournalsWithoutKey,
  selectWrapped,
  updateWrapped,
  wrappedTables,
} from './wrapped-keys.queries.ts';

export interface Rotated {
  readonly masterKeyId: string;
  /** How many keys were wrapped anew. */
  readonly keys: number;
}

/** Nothing was changed; the message says why. */
export class RotationRefused extends Error {
  override readonly name = 'RotationRefused';
}

/**
 * Wraps every key in the database by the current master key, in one transaction. When the master key lies in the data
 * folder a new one is made first, and the one before stays beside it (`master.key.previous`). A rotation that was cut
 * off is gone on with, with the keys that are there: one more new key would put away the one that still opens all.
 * @param journalIds the journals in the data folder
 * @throws RotationRefused while a journal has not brought its data key yet
 * @throws CannotOpen when a key was wrapped by neither master key; nothing is changed then
 */
export async function rotateMasterKey(
  pool: pg.Pool,
  source: MasterKeySource,
  journalIds: readonly string[],
): Promise<Rotated> {
  return inTransaction(pool, async (client) => {
    await lockRotation(client);
    const present = await findMasterKeys(source);
    if (!present) {
      throw new RotationRefused(
        'There is no master key to rotate: start the gateway once, or set TOLLGATE_MASTER_KEY.',
      );
    }
    const masterKeys =
      source.current === null && (await countOthers(client, present)) === 0
        ? await makeNewKey(client, source, journalIds)
        : present;
    return { masterKeyId: masterKeys.current.id, keys: await rewrap(client, masterKeys) };
  });
}

async function countOthers(client: Queryable, { current }: MasterKeys): Promise<number> {
  let others = 0;
  for (const table of wrappedTables) others += (await selectWrapped(client, table, current.id)).length;
  return others;
}

/** One key before the newest is kept, so no journal may need an older one. */
async function makeNewKey(
  client: Queryable,
  source: MasterKeySource,
  journalIds: readonly string[],
): Promise<MasterKeys> {
  const [waiting] = await selectJournalsWithoutKey(client, journalIds);
  if (waiting !== undefined) {
    throw new RotationRefused(
      `The journal ${waiting} has not brought its key into the database yet: let a gateway ship it, then rotate.`,
    );
  }
  const file = path.join(source.dataDir, masterKeyFile);
  await replaceFile(path.join(source.dataDir, previousMasterKeyFile), await readFile(file, 'utf8'));
  await replaceFile(file, `${randomBytes(32).toString('hex')}\n`);
  const made = await findMasterKeys(source);
  if (!made) throw new Error(`${file} could not be made`);
  return made;
}

/** Whole or not at all, also when the machine stops. */
async function replaceFile(file: string, text: string): Promise<void> {
  const next = `${file}.next`;
  await writeFile(next, text, { mode: 0o600, flush: true });
  await rename(next, file);
}

async function rewrap(client: Queryable, masterKeys: MasterKeys): Promise<number> {
  const { current } = masterKeys;
  let keys = 0;
  for (const table of wrappedTables) {
    for (const { name, masterKeyId, wrapped } of await selectWrapped(client, table, current.id)) {
      const key = unwrap(masterKeys, masterKeyId, wrapped, name);
      await updateWrapped(client, table, name, { masterKeyId: current.id, wrapped: wrap(current, key, name) });
      keys++;
    }
  }
  return keys;
}

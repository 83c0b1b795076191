import { randomBytes } from 'node:crypto';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type MasterKeys, masterKey } from './master-keys.ts';
import { parseKey } from '../../platform/key-text.ts';

export interface MasterKeySource {
  /** As the environment has them; null when it has none. 32 bytes each. */
  readonly current: Buffer | null;
  readonly previous: Buffer | null;
  /** Where a generated master key lies. */
  readonly dataDir: string;
}

export const masterKeyFile = 'master.key';
/** What was the master key before a rotation. */
export const previousMasterKeyFile = 'master.key.previous';

/**
 * The master keys: from the environment, else from `master.key` in the data folder, which is made (mode 0600) when it
 * is not there. Several processes that start at once agree on one.
 * @throws Error when the file does not hold a key
 */
export async function loadMasterKeys({ current, previous, dataDir }: MasterKeySource): Promise<MasterKeys> {
  const key = current ?? (await readOrMake(path.join(dataDir, masterKeyFile)));
  return withPrevious(key, current, previous, dataDir);
}

/** As `loadMasterKeys`, but makes none: null when there is no key. */
export async function findMasterKeys({ current, previous, dataDir }: MasterKeySource): Promise<MasterKeys | null> {
  const key = current ?? (await readKey(path.join(dataDir, masterKeyFile)));
  return key && withPrevious(key, current, previous, dataDir);
}

async function withPrevious(
  key: Buffer,
  given: Buffer | null,
  previous: Buffer | null,
  dataDir: string,
): Promise<MasterKeys> {
  const before = previous ?? (given === null ? await readKey(path.join(dataDir, previousMasterKeyFile)) : null);
  return { current: masterKey(key), previous: before && masterKey(before) };
}

async function readOrMake(file: string): Promise<Buffer> {
  const there = await readKey(file);
  if (there) return there;
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  const own = `${file}.${randomBytes(6).toString('hex')}`;
  await writeFile(own, `${randomBytes(32).toString('hex')}\n`, { mode: 0o600, flush: true });
  try {
    await link(own, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    await rm(own, { force: true });
  }
  const made = await readKey(file);
  if (!made) throw new Error(`${file} could not be made`);
  return made;
}

async function readKey(file: string): Promise<Buffer | null> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
  const key = parseKey(text.trim());
  if (!key) throw new Error(`${file} does not hold a master key: 64 hexadecimal digits`);
  return key;
}

import { randomBytes } from 'node:crypto';
import { openBox } from '../../src/audit/vault/box.ts';
import { masterKey, type MasterKeys } from '../../src/audit/vault/master-keys.ts';
import { createSealer } from '../../src/audit/vault/sealer.ts';
import type { Opener } from '../../src/audit/vault/vault.ts';

export function testMasterKeys(): MasterKeys {
  return { current: masterKey(randomBytes(32)), previous: null };
}

export const masterKeys = testMasterKeys();

/** Seals all contents of a test file, without a database … */
export const sealer = createSealer(masterKeys);

/** … and opens what `sealer` sealed. */
export const opener: Opener = {
  open: async (content) => openBox(sealer.dataKey.key, content),
};

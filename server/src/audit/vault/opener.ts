import { createSecretKey, type KeyObject } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { Queryable } from '../../database/queryable.ts';
import { openBox } from './box.ts';
import { type DataKey, keyIdText } from './data-key.ts';
import { selectDataKey } from './data-keys.queries.ts';
import { type MasterKeys, unwrap } from './master-keys.ts';
import { CannotOpen, type Opener } from './vault.ts';

const keysKept = 1000;

/**
 * Opens sealed contents with the data keys that are in the database, or that are `known` already: those of this
 * process, which may not have been shipped yet. That list may grow.
 */
export function createOpener(masterKeys: MasterKeys, database: Queryable, known: readonly DataKey[] = []): Opener {
  const keys = new LRUCache<string, KeyObject>({ max: keysKept });

  async function keyOf(keyId: string): Promise<KeyObject> {
    const there = keys.get(keyId) ?? known.find(({ id }) => keyIdText(id) === keyId)?.key;
    if (there) return there;
    const row = await selectDataKey(database, keyId);
    if (!row) throw new CannotOpen(`the data key ${keyId} is not in the database`);
    const key = createSecretKey(unwrap(masterKeys, row.masterKeyId, row.wrapped, keyId));
    keys.set(keyId, key);
    return key;
  }

  return {
    async open(content) {
      return openBox(await keyOf(keyIdText(content.keyId)), content);
    },
  };
}

import type { KeyHead } from '../events.ts';
import { sealParts } from './box.ts';
import { createDataKey, type DataKey } from './data-key.ts';
import type { MasterKeys } from './master-keys.ts';
import type { Sealer } from './vault.ts';

/** A sealer with data keys of its own. The first one has to be in the journal before anything is sealed. */
export interface ProcessSealer extends Sealer {
  /** The first key, wrapped. */
  readonly head: KeyHead;
  readonly dataKey: DataKey;
  /** All keys so far, oldest first; the lists grow. */
  readonly heads: readonly KeyHead[];
  readonly dataKeys: readonly DataKey[];
  /** From now on a used key is followed by a new one, which seals nothing before `enter` resolved. */
  renewBy(enter: (head: KeyHead) => Promise<void>): void;
}

/** AES-GCM with random nonces is safe for 2^32 seals under one key (NIST SP 800-38D, section 8.3). */
const sealsMax = 2 ** 32;

/** @param sealsPerKey after so many a new key is made, long before the old one is used up */
export function createSealer(masterKeys: MasterKeys, sealsPerKey = 2 ** 28): ProcessSealer {
  const first = createDataKey(masterKeys);
  const heads = [first.head];
  const dataKeys = [first.dataKey];
  let current = first.dataKey;
  let seals = 0;
  let enter: ((head: KeyHead) => Promise<void>) | null = null;
  let isRenewing = false;

  async function renew(enterHead: (head: KeyHead) => Promise<void>): Promise<void> {
    isRenewing = true;
    const { dataKey, head } = createDataKey(masterKeys);
    try {
      await enterHead(head);
      heads.push(head);
      dataKeys.push(dataKey);
      current = dataKey;
      seals = 0;
    } catch {
      // The journal took it not: the key so far goes on, and the next seal tries again.
    } finally {
      isRenewing = false;
    }
  }

  return {
    head: first.head,
    dataKey: first.dataKey,
    heads,
    dataKeys,
    renewBy: (given) => void (enter = given),
    seal(parts, epoch) {
      if (parts.length === 0) return null;
      if (++seals >= sealsMax) throw new Error('the data key of this process is used up: start it again');
      if (seals >= sealsPerKey && enter && !isRenewing) void renew(enter);
      return sealParts(current, parts, epoch);
    },
  };
}

import type { KeyHead } from '../events.ts';
import { sealParts } from './box.ts';
import { createDataKey, type DataKey } from './data-key.ts';
import type { MasterKeys } from './master-keys.ts';
import type { Sealer } from './vault.ts';

/** A sealer with a data key of its own; `head` has to be in the journal before anything that it seals. */
export interface ProcessSealer extends Sealer {
  readonly head: KeyHead;
  readonly dataKey: DataKey;
}

/** AES-GCM with random nonces is safe for 2^32 seals under one key (NIST SP 800-38D, section 8.3); a process ends sooner. */
const sealsMax = 2 ** 32;

export function createSealer(masterKeys: MasterKeys): ProcessSealer {
  const { dataKey, head } = createDataKey(masterKeys);
  let seals = 0;
  return {
    head,
    dataKey,
    seal(parts, epoch) {
      if (parts.length === 0) return null;
      if (++seals >= sealsMax) throw new Error('the data key of this process is used up: start it again');
      return sealParts(dataKey, parts, epoch);
    },
  };
}

import type { PolicyFingerprintSet } from '@tollgate/contract';
import { selectPolicyFingerprintSets, selectSealedFingerprints } from '../../catalog/fingerprint-sets.queries.ts';
import type { Queryable } from '../../database/queryable.ts';
import type { FingerprintSet } from '../../risk/fingerprints/fingerprint-set.ts';
import { openSet } from './sealed-set.ts';

/** Opens the sets of fingerprints, and keeps what it opened for as long as it is what a policy names. */
export interface FingerprintStore {
  /** Those that are there: a set that is gone, holds others by now or cannot be opened is left out. */
  load(database: Queryable, sets: readonly PolicyFingerprintSet[]): Promise<ReadonlyMap<string, FingerprintSet>>;
  /** Those of now. */
  loadAll(database: Queryable): Promise<ReadonlyMap<string, FingerprintSet>>;
  /** What new sets are made with; null while it is not known. 32 bytes. */
  readonly secret: Buffer | null;
}

/** @param secret the shared secret of keyed look-ups; null while it is not known */
export function createFingerprintStore(secret: () => Buffer | null): FingerprintStore {
  const opened = new Map<string, FingerprintSet>();

  const open = async (database: Queryable, wanted: PolicyFingerprintSet): Promise<FingerprintSet | null> => {
    const known = opened.get(wanted.id);
    if (known?.digest === wanted.digest) return known;
    const key = secret();
    const sealed = key && (await selectSealedFingerprints(database, wanted));
    const set = key && sealed ? openSet(wanted.id, sealed, key) : null;
    if (set === null || set.digest !== wanted.digest) return null;
    opened.set(set.id, set);
    return set;
  };

  const load: FingerprintStore['load'] = async (database, sets) => {
    const loaded = new Map<string, FingerprintSet>();
    for (const wanted of sets) {
      const set = await open(database, wanted);
      if (set) loaded.set(set.id, set);
    }
    for (const id of opened.keys()) if (!loaded.has(id)) opened.delete(id);
    return loaded;
  };

  return {
    load,
    loadAll: async (database) => load(database, await selectPolicyFingerprintSets(database)),
    get secret() {
      return secret();
    },
  };
}

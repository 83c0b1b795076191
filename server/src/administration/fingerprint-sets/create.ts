import type { admin } from '@tollgate/contract';
import type pg from 'pg';
import { insertFingerprintSet } from '../../catalog/fingerprint-sets.queries.ts';
import type { Actor } from '../actor.ts';
import { assertAdministrator } from '../assert-administrator.ts';
import { changePolicy } from '../change-policy.ts';
import { conflict, notFound } from '../refuse.ts';
import type { FingerprintStore } from './fingerprint-store.ts';
import { fingerprintsOf } from './fingerprints-of.ts';
import { readFingerprintSet } from './read.ts';
import { sealSet } from './sealed-set.ts';

/** Makes an empty set, which rules may name from then on. */
export async function createFingerprintSet(
  pool: pg.Pool,
  store: FingerprintStore,
  actor: Actor,
  { id, description }: admin.FingerprintSetCreate,
): Promise<admin.FingerprintSetView> {
  assertAdministrator(actor);
  const { set, values } = await fingerprintsOf(store, id, []);
  const { result } = await changePolicy(pool, actor, async (transaction, log) => {
    if (await readFingerprintSet(transaction, id)) {
      throw conflict('There is a set of this id already.', { field: 'id', message: 'is taken' });
    }
    await insertFingerprintSet(transaction, { id, description, digest: set.digest, values, sealed: sealSet(set) });
    const after = await readFingerprintSet(transaction, id);
    if (!after) throw notFound('set of fingerprints');
    const target = { kind: 'fingerprint_set', id };
    log({
      action: 'fingerprint_set.create',
      target,
      before: null,
      after: { id, description, digest: set.digest, values },
    });
    return after;
  });
  return result;
}

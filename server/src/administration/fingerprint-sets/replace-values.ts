import type { admin } from '@tollgate/contract';
import type pg from 'pg';
import { selectFingerprintSet, updateFingerprintSet } from '../../catalog/fingerprint-sets.queries.ts';
import type { Collected } from '../../risk/fingerprints/collect.ts';
import type { Actor } from '../actor.ts';
import { assertAdministrator } from '../assert-administrator.ts';
import { changePolicy } from '../change-policy.ts';
import { assertChangeable, notFound } from '../refuse.ts';
import type { FingerprintStore } from './fingerprint-store.ts';
import { fingerprintsOf } from './fingerprints-of.ts';
import { readFingerprintSet } from './read.ts';
import { sealSet } from './sealed-set.ts';

export interface ReplacedValues {
  readonly set: admin.FingerprintSetView;
  readonly skipped: Collected['skipped'];
}

/** Puts other values in the place of those of a set. Neither the log nor the policy holds any of them. */
export async function replaceFingerprintValues(
  pool: pg.Pool,
  store: FingerprintStore,
  actor: Actor,
  {
    id,
    values,
    revision,
  }: { readonly id: string; readonly values: Iterable<string>; readonly revision: number | null },
): Promise<ReplacedValues> {
  assertAdministrator(actor);
  if (!(await selectFingerprintSet(pool, id))) throw notFound('set of fingerprints');
  const collected = await fingerprintsOf(store, id, values);
  const { digest } = collected.set;
  const sealed = sealSet(collected.set);
  const { result } = await changePolicy(pool, actor, async (transaction, log) => {
    const row = await selectFingerprintSet(transaction, id);
    const before = row && { ...row, managed_by_file: false };
    assertChangeable(before, 'set of fingerprints', revision);
    const { description } = before;
    await updateFingerprintSet(transaction, { id, description, digest, values: collected.values, sealed });
    const after = await readFingerprintSet(transaction, id);
    if (!after) throw notFound('set of fingerprints');
    log({
      action: 'fingerprint_set.replace',
      target: { kind: 'fingerprint_set', id },
      before: { id, description, digest: before.digest, values: before.values },
      after: { id, description, digest, values: collected.values },
    });
    return after;
  });
  return { set: result, skipped: collected.skipped };
}

import type pg from 'pg';
import { deleteFingerprintSet as deleteRow, selectFingerprintSet } from '../../catalog/fingerprint-sets.queries.ts';
import type { Actor } from '../actor.ts';
import { assertAdministrator } from '../assert-administrator.ts';
import { changePolicy } from '../change-policy.ts';
import { assertChangeable, conflict } from '../refuse.ts';
import { readFingerprintSet } from './read.ts';

/** Deletes a set with its hashes, unless a rule names it. */
export async function deleteFingerprintSet(
  pool: pg.Pool,
  actor: Actor,
  { id, revision }: { readonly id: string; readonly revision: number | null },
): Promise<void> {
  assertAdministrator(actor);
  await changePolicy(pool, actor, async (transaction, log) => {
    const row = await selectFingerprintSet(transaction, id);
    const before = row && { ...row, managed_by_file: false };
    assertChangeable(before, 'set of fingerprints', revision);
    const users = (await readFingerprintSet(transaction, id))?.used_by ?? [];
    if (users.length > 0) throw conflict(`The set is used by ${users.join(', ')}. Delete or change these rules first.`);
    await deleteRow(transaction, id);
    const { description, digest, values } = before;
    const target = { kind: 'fingerprint_set', id };
    log({ action: 'fingerprint_set.delete', target, before: { id, description, digest, values }, after: null });
  });
}

import type { admin } from '@tollgate/contract';
import type pg from 'pg';
import { type KeyRow, selectKey, updateKey } from '../../identity/keys.queries.ts';
import type { Actor } from '../actor.ts';
import { changePolicy } from '../change-policy.ts';
import { assertAdministrator } from '../assert-administrator.ts';
import { assertChangeable, conflict, merged } from '../refuse.ts';

/** Changes how a key behaves. Whom it stands for never changes: another holder gets another key. */
export async function changeKey(
  pool: pg.Pool,
  actor: Actor,
  change: { readonly id: string; readonly fields: admin.KeyChange; readonly revision: number | null },
): Promise<KeyRow> {
  assertAdministrator(actor);
  const { result } = await changePolicy(pool, actor, async (transaction, log) => {
    const before = await selectKey(transaction, change.id);
    assertChangeable(before, 'key', change.revision);
    if (before.revoked_at !== null) throw conflict('This key is revoked, for good.');
    const expires_at = change.fields.expires_at;
    const fields = { ...change.fields, ...(expires_at ? { expires_at: new Date(expires_at).toISOString() } : {}) };
    const after = { ...merged(before, fields), revision: before.revision + 1 };
    await updateKey(transaction, after);
    log({ action: 'key.change', target: { kind: 'key', id: before.id }, before, after });
    return after;
  });
  return result;
}

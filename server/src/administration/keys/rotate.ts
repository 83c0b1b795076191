import type { Key } from '@tollgate/contract';
import type pg from 'pg';
import { insertBudget, selectBudgets } from '../../catalog/budgets.queries.ts';
import { insertKey, type KeyRow, selectKey, updateKey } from '../../identity/keys.queries.ts';
import { hashSecret, newKeySecret, prefixOf } from '../../identity/secrets.ts';
import { newId } from '../../platform/ids.ts';
import type { Actor } from '../actor.ts';
import { assertAdministrator } from '../assert-administrator.ts';
import { changePolicy } from '../change-policy.ts';
import { assertChangeable, conflict } from '../refuse.ts';

/**
 * Makes a key that stands for the same as another one, which ends after a while: whoever uses it has until then to take
 * the new one. Budgets of the old key hold for the new one too, each with a counter of its own.
 * @throws AdministrationRefusal
 */
export async function rotateKey(
  pool: pg.Pool,
  actor: Actor,
  rotation: { readonly id: string; readonly oldValidS: number; readonly revision: number | null },
): Promise<{ key: KeyRow; secret: string }> {
  assertAdministrator(actor);
  const secret = newKeySecret();
  const { result } = await changePolicy(pool, actor, async (transaction, log) => {
    const old = await selectKey(transaction, rotation.id);
    assertChangeable(old, 'key', rotation.revision);
    const now = new Date();
    if (old.revoked_at !== null) throw conflict('This key is revoked, for good.');
    if (old.expires_at !== null && old.expires_at <= now.toISOString()) throw conflict('This key has expired.');
    const { revision: _, ...before } = old;
    const made: Key = {
      ...before,
      id: newId('key'),
      prefix: prefixOf(secret),
      created_at: now.toISOString(),
      revoked_at: null,
    };
    await insertKey(transaction, made, hashSecret(secret));
    log({ action: 'key.create', target: { kind: 'key', id: made.id }, before: null, after: made });
    const after = ended(before, now, rotation.oldValidS);
    await updateKey(transaction, after);
    log({ action: 'key.rotate', target: { kind: 'key', id: before.id }, before, after });
    for (const { revision: _, ...budget } of await selectBudgets(transaction)) {
      if (budget.scope.kind !== 'key' || budget.scope.id !== before.id) continue;
      const copy = {
        ...budget,
        id: newId('bud'),
        // Names are unique.
        name: `${budget.name.slice(0, 100)} (${made.prefix}…)`,
        scope: { ...budget.scope, id: made.id },
        managed_by_file: false,
      };
      await insertBudget(transaction, copy);
      log({ action: 'budget.create', target: { kind: 'budget', id: copy.id }, before: null, after: copy });
    }
    return { ...made, revision: 1 };
  });
  return { key: result, secret };
}

/** The end that was set before stands when it comes sooner. */
function ended(key: Key, now: Date, afterS: number): Key {
  if (afterS === 0) return { ...key, revoked_at: now.toISOString() };
  const end = new Date(now.getTime() + afterS * 1000).toISOString();
  return { ...key, expires_at: key.expires_at !== null && key.expires_at < end ? key.expires_at : end };
}

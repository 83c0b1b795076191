import type { admin } from '@tollgate/contract';
import type pg from 'pg';
import { type InstanceRow, selectInstance, updateInstance } from '../../identity/instances.queries.ts';
import { selectKeys, updateKey } from '../../identity/keys.queries.ts';
import type { Actor } from '../actor.ts';
import { assertAdministrator } from '../assert-administrator.ts';
import { changePolicy } from '../change-policy.ts';
import { assertChangeable, merged } from '../refuse.ts';
import { assertActiveUser } from '../users/assert-active-user.ts';

/** Changes an instance. With another owner its keys stand for that owner from then on. */
export async function changeInstance(
  pool: pg.Pool,
  actor: Actor,
  change: { readonly id: string; readonly fields: admin.InstanceChange; readonly revision: number | null },
): Promise<InstanceRow> {
  assertAdministrator(actor);
  const { result } = await changePolicy(pool, actor, async (transaction, log) => {
    const before = await selectInstance(transaction, change.id);
    assertChangeable(before, 'instance', change.revision);
    const after = { ...merged(before, change.fields), revision: before.revision + 1 };
    if (after.owner_id !== before.owner_id) await assertActiveUser(transaction, after.owner_id, 'owner_id');
    await updateInstance(transaction, after);
    log({ action: 'instance.change', target: { kind: 'instance', id: before.id }, before, after });
    if (after.owner_id === before.owner_id) return after;
    for (const key of await selectKeys(transaction)) {
      if (key.instance_id !== before.id || key.user_id === after.owner_id) continue;
      const moved = { ...key, user_id: after.owner_id, revision: key.revision + 1 };
      await updateKey(transaction, moved);
      log({ action: 'key.change', target: { kind: 'key', id: key.id }, before: key, after: moved });
    }
    return after;
  });
  return result;
}

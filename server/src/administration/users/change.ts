import type { admin } from '@tollgate/contract';
import type pg from 'pg';
import { selectUser, updateUser, type UserRow } from '../../identity/users.queries.ts';
import type { Actor } from '../actor.ts';
import { assertAdministrator } from '../assert-administrator.ts';
import { changePolicy } from '../change-policy.ts';
import { assertChangeable, conflict, merged } from '../refuse.ts';
import { endAccess } from './end-access.ts';

/** Changes a user. Deactivating ends the user's access: keys and personal tokens are revoked, for good. */
export async function changeUser(
  pool: pg.Pool,
  actor: Actor,
  change: { readonly id: string; readonly fields: admin.UserChange; readonly revision: number | null },
): Promise<UserRow> {
  assertAdministrator(actor);
  const { result } = await changePolicy(pool, actor, async (transaction, log) => {
    const before = await selectUser(transaction, change.id);
    assertChangeable(before, 'user', change.revision);
    const after = { ...merged(before, change.fields), revision: before.revision + 1 };
    const losesRights = !after.is_active || after.role !== 'admin';
    if (losesRights && actor.kind === 'user' && actor.id === before.id) {
      throw conflict('Nobody takes the administrator rights from themselves: ask another administrator.');
    }
    await updateUser(transaction, after);
    log({ action: 'user.change', target: { kind: 'user', id: before.id }, before, after });
    if (before.is_active && !after.is_active) await endAccess(transaction, before.id, log);
    return after;
  });
  return result;
}

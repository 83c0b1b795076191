import type { admin } from '@tollgate/contract';
import type pg from 'pg';
import { insertUser, type UserRow } from '../../identity/users.queries.ts';
import { newId } from '../../platform/ids.ts';
import type { Actor } from '../actor.ts';
import { assertAdministrator } from '../assert-administrator.ts';
import { changePolicy } from '../change-policy.ts';

export async function createUser(pool: pg.Pool, actor: Actor, input: admin.UserCreate): Promise<UserRow> {
  assertAdministrator(actor);
  const { result } = await changePolicy(pool, actor, async (transaction, log) => {
    const user = { ...input, id: newId('usr'), is_active: true, managed_by_file: false };
    await insertUser(transaction, user);
    log({ action: 'user.create', target: { kind: 'user', id: user.id }, before: null, after: user });
    return { ...user, revision: 1 };
  });
  return result;
}

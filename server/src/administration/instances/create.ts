import type { admin } from '@tollgate/contract';
import type pg from 'pg';
import { type InstanceRow, insertInstance } from '../../identity/instances.queries.ts';
import { newId } from '../../platform/ids.ts';
import type { Actor } from '../actor.ts';
import { assertAdministrator } from '../assert-administrator.ts';
import { changePolicy } from '../change-policy.ts';
import { assertActiveUser } from '../users/assert-active-user.ts';

export async function createInstance(pool: pg.Pool, actor: Actor, input: admin.InstanceCreate): Promise<InstanceRow> {
  assertAdministrator(actor);
  const { result } = await changePolicy(pool, actor, async (transaction, log) => {
    await assertActiveUser(transaction, input.owner_id, 'owner_id');
    const instance = { ...input, id: newId('ins'), is_active: true, managed_by_file: false };
    await insertInstance(transaction, instance);
    log({ action: 'instance.create', target: { kind: 'instance', id: instance.id }, before: null, after: instance });
    return { ...instance, revision: 1 };
  });
  return result;
}

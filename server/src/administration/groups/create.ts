import type { admin } from '@tollgate/contract';
import type pg from 'pg';
import { type GroupRow, insertGroup, insertMembers } from '../../catalog/groups.queries.ts';
import { newId } from '../../platform/ids.ts';
import type { Actor } from '../actor.ts';
import { assertAdministrator } from '../assert-administrator.ts';
import { changePolicy } from '../change-policy.ts';
import { assertMayJoin, memberDay } from './members.ts';

/** @param today `YYYY-MM-DD` in the reporting zone */
export async function createGroup(
  pool: pg.Pool,
  actor: Actor,
  { name, member_ids, since }: admin.GroupCreate,
  today: string,
): Promise<GroupRow> {
  assertAdministrator(actor);
  const day = memberDay(since, today);
  const { result } = await changePolicy(pool, actor, async (transaction, log) => {
    await assertMayJoin(transaction, member_ids, 'member_ids');
    const group = { id: newId('grp'), name, member_ids: [...new Set(member_ids)].toSorted(), managed_by_file: false };
    await insertGroup(transaction, group);
    await insertMembers(transaction, group.id, group.member_ids, day);
    const after = since === undefined ? group : { ...group, since };
    log({ action: 'group.create', target: { kind: 'group', id: group.id }, before: null, after });
    return { ...group, revision: 1 };
  });
  return result;
}

import type { admin } from '@tollgate/contract';
import type pg from 'pg';
import {
  endMemberships,
  type GroupRow,
  insertMembers,
  selectGroup,
  updateGroup,
} from '../../catalog/groups.queries.ts';
import type { Actor } from '../actor.ts';
import { assertAdministrator } from '../assert-administrator.ts';
import { changePolicy } from '../change-policy.ts';
import { assertChangeable, invalid } from '../refuse.ts';
import { assertMayJoin, memberDay } from './members.ts';

/**
 * Renames a group and changes who is in it. Whoever is added with `since` and is a member already, is one from that day.
 * @param today `YYYY-MM-DD` in the reporting zone
 */
export async function changeGroup(
  pool: pg.Pool,
  actor: Actor,
  change: { readonly id: string; readonly fields: admin.GroupChange; readonly revision: number | null },
  today: string,
): Promise<GroupRow> {
  assertAdministrator(actor);
  const { name, add_member_ids: added = [], remove_member_ids: removed = [], since } = change.fields;
  const day = memberDay(since, today);
  assertApart(added, removed);
  const { result } = await changePolicy(pool, actor, async (transaction, log) => {
    const before = await selectGroup(transaction, change.id);
    assertChangeable(before, 'group', change.revision);
    await assertMayJoin(transaction, added, 'add_member_ids');
    await updateGroup(transaction, { ...before, name: name ?? before.name });
    await insertMembers(transaction, before.id, [...new Set(added)], day);
    await endMemberships(transaction, before.id, removed, day);
    const after = await selectGroup(transaction, before.id);
    if (!after) throw new Error(`the group ${before.id} went away while it was changed`);
    const logged = since === undefined ? after : { ...after, since };
    log({ action: 'group.change', target: { kind: 'group', id: before.id }, before, after: logged });
    return after;
  });
  return result;
}

function assertApart(added: readonly string[], removed: readonly string[]): void {
  const both = removed.findIndex((id) => added.includes(id));
  if (both >= 0) throw invalid(`remove_member_ids.${both}`, 'is added and removed at once');
}

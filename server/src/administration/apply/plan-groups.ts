import type { Group } from '@tollgate/contract';
import {
  deleteGroup,
  endMemberships,
  type GroupRow,
  insertGroup,
  insertMembers,
  updateGroup,
} from '../../catalog/groups.queries.ts';
import { naturalName } from '../../catalog/natural-name.ts';
import { newId } from '../../platform/ids.ts';
import type { GatewayFile } from './gateway-file.ts';
import { isSame, operation, type Operation, withoutRevision } from './operation.ts';
import { idOf, type SectionPlan } from './plan-people.ts';

/** @param today `YYYY-MM-DD` in the reporting zone: the day from which a change of members counts for cost centres */
export function planGroups(
  current: readonly GroupRow[],
  file: GatewayFile,
  userIds: ReadonlyMap<string, string>,
  today: string,
): SectionPlan {
  const existing = new Map(current.map((row) => [naturalName(row.name), row]));
  const ids = new Map<string, string>();
  const operations: Operation[] = [];
  for (const wanted of file.groups) {
    const row = existing.get(naturalName(wanted.name));
    const before = row ? withoutRevision(row) : null;
    const after: Group = {
      id: row?.id ?? newId('grp'),
      name: wanted.name,
      member_ids: [...new Set(wanted.members.map((email) => idOf(userIds, email)))].toSorted(byCode),
      managed_by_file: true,
    };
    ids.set(naturalName(wanted.name), after.id);
    if (isSame(before, after)) continue;
    const change = { action: row ? 'change' : 'create', kind: 'group', name: after.name } as const;
    operations.push(
      operation(change, after.id, { before, after }, async (transaction) => {
        const write = row ? updateGroup : insertGroup;
        await write(transaction, after);
        const { joined, left } = difference(before?.member_ids ?? [], after.member_ids);
        await insertMembers(transaction, after.id, joined, today);
        await endMemberships(transaction, after.id, left, today);
      }),
    );
  }
  const removals = current
    .filter((row) => row.managed_by_file && !ids.has(naturalName(row.name)))
    .map((row) => {
      const change = { action: 'remove', kind: 'group', name: row.name } as const;
      return operation(change, row.id, { before: withoutRevision(row), after: null }, async (transaction) => {
        await endMemberships(transaction, row.id, row.member_ids, today);
        await deleteGroup(transaction, row.id);
      });
    });
  return { operations, removals, ids };
}

function difference(before: readonly string[], after: readonly string[]): { joined: string[]; left: string[] } {
  return {
    joined: after.filter((id) => !before.includes(id)),
    left: before.filter((id) => !after.includes(id)),
  };
}

/** As the table gives them. */
function byCode(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

import type { Instance, User } from '@tollgate/contract';
import { naturalName } from '../../catalog/natural-name.ts';
import { type InstanceRow, insertInstance, updateInstance } from '../../identity/instances.queries.ts';
import { insertUser, updateUser, type UserRow } from '../../identity/users.queries.ts';
import { newId } from '../../platform/ids.ts';
import type { GatewayFile } from './gateway-file.ts';
import { isSame, operation, type Operation, withoutRevision } from './operation.ts';

/** What is to be done for one section, with the ids that other sections refer to, by natural name. */
export interface SectionPlan {
  readonly operations: readonly Operation[];
  readonly removals: readonly Operation[];
  readonly ids: ReadonlyMap<string, string>;
}

/** Users that leave the file are deactivated, not deleted: the record refers to them. */
export function planUsers(current: readonly UserRow[], file: GatewayFile): SectionPlan {
  const existing = new Map(current.map((row) => [naturalName(row.email), row]));
  const ids = new Map<string, string>();
  const operations: Operation[] = [];
  for (const wanted of file.users) {
    const row = existing.get(naturalName(wanted.email));
    const before = row ? withoutRevision(row) : null;
    const after: User = {
      id: row?.id ?? newId('usr'),
      email: wanted.email,
      name: wanted.name ?? wanted.email,
      role: wanted.role,
      is_active: true,
      managed_by_file: true,
    };
    ids.set(naturalName(wanted.email), after.id);
    if (isSame(before, after)) continue;
    const change = { action: row ? 'change' : 'create', kind: 'user', name: after.email } as const;
    const write = row ? updateUser : insertUser;
    operations.push(operation(change, after.id, { before, after }, (transaction) => write(transaction, after)));
  }
  const removals = current
    .filter((row) => row.managed_by_file && !ids.has(naturalName(row.email)))
    .map((row) => {
      const before = withoutRevision(row);
      const after: User = { ...before, is_active: false, managed_by_file: false };
      const change = { action: 'remove', kind: 'user', name: row.email } as const;
      return operation(change, row.id, { before, after }, (transaction) => updateUser(transaction, after));
    });
  return { operations, removals, ids };
}

/** Instances that leave the file are deactivated, not deleted: the record refers to them. */
export function planInstances(
  current: readonly InstanceRow[],
  file: GatewayFile,
  userIds: ReadonlyMap<string, string>,
): SectionPlan {
  const existing = new Map(current.map((row) => [naturalName(row.name), row]));
  const ids = new Map<string, string>();
  const operations: Operation[] = [];
  for (const wanted of file.instances) {
    const row = existing.get(naturalName(wanted.name));
    const before = row ? withoutRevision(row) : null;
    const after: Instance = {
      id: row?.id ?? newId('ins'),
      name: wanted.name,
      kind: wanted.kind,
      owner_id: idOf(userIds, wanted.owner),
      block_form: wanted.block_form ?? null,
      is_active: true,
      managed_by_file: true,
    };
    ids.set(naturalName(wanted.name), after.id);
    if (isSame(before, after)) continue;
    const change = { action: row ? 'change' : 'create', kind: 'instance', name: after.name } as const;
    const write = row ? updateInstance : insertInstance;
    operations.push(operation(change, after.id, { before, after }, (transaction) => write(transaction, after)));
  }
  const removals = current
    .filter((row) => row.managed_by_file && !ids.has(naturalName(row.name)))
    .map((row) => {
      const before = withoutRevision(row);
      const after: Instance = { ...before, is_active: false, managed_by_file: false };
      const change = { action: 'remove', kind: 'instance', name: row.name } as const;
      return operation(change, row.id, { before, after }, (transaction) => updateInstance(transaction, after));
    });
  return { operations, removals, ids };
}

/** The file was checked before: a name that leads nowhere is a fault of ours. */
export function idOf(ids: ReadonlyMap<string, string>, name: string): string {
  const id = ids.get(naturalName(name));
  if (id === undefined) throw new Error(`nothing in the file is named ${name}`);
  return id;
}

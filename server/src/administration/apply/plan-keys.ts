import type { Key } from '@tollgate/contract';
import { naturalName } from '../../catalog/natural-name.ts';
import { insertKey, type StoredKey, updateKey } from '../../identity/keys.queries.ts';
import { newId } from '../../platform/ids.ts';
import type { GatewayFile } from './gateway-file.ts';
import { isSame, operation, type Operation } from './operation.ts';
import { idOf } from './plan-people.ts';
import type { KeySecret } from './resolve-file.ts';

interface KeyPlan {
  readonly operations: readonly Operation[];
  readonly removals: readonly Operation[];
  /** By natural name. */
  readonly ids: ReadonlyMap<string, string>;
  /** Names of keys that an administrator revoked and the file still names: they stay revoked. */
  readonly stayRevoked: readonly string[];
}

/**
 * A key is its secret: another secret under the same name is another key, and the one before is revoked. A key that left
 * the file may come back with it; one that an administrator revoked may not.
 */
export function planKeys(
  current: readonly StoredKey[],
  file: GatewayFile,
  secrets: readonly KeySecret[],
  {
    users,
    instances,
    ownerOf,
    at,
  }: {
    readonly users: ReadonlyMap<string, string>;
    readonly instances: ReadonlyMap<string, string>;
    readonly ownerOf: (instance: string) => string;
    readonly at: string;
  },
): KeyPlan {
  const existing = new Map(current.map((row) => [row.secret_hash, row]));
  const managedNames = new Set(current.filter((row) => row.managed_by_file).map((row) => naturalName(row.name)));
  const kept = new Set<string>();
  const ids = new Map<string, string>();
  const operations: Operation[] = [];
  const stayRevoked: string[] = [];
  file.keys.forEach((wanted, index) => {
    const secret = secrets[index];
    if (!secret) throw new Error('a key of the file has no secret');
    const row = existing.get(secret.hash);
    const isRevoked = row !== undefined && row.revoked_at !== null && !row.revoked_by_file;
    if (isRevoked) stayRevoked.push(wanted.name);
    const after: Key = {
      id: row?.id ?? newId('key'),
      name: wanted.name,
      prefix: row?.prefix ?? secret.prefix,
      user_id: wanted.instance === undefined ? idOf(users, wanted.user ?? '') : ownerOf(wanted.instance),
      instance_id: wanted.instance === undefined ? null : idOf(instances, wanted.instance),
      block_form: wanted.block_form ?? null,
      include_usage: wanted.include_usage,
      created_at: row?.created_at ?? at,
      expires_at: wanted.expires_at === undefined ? null : new Date(wanted.expires_at).toISOString(),
      revoked_at: isRevoked ? row.revoked_at : null,
      managed_by_file: true,
    };
    kept.add(after.id);
    ids.set(naturalName(wanted.name), after.id);
    const before = row ? shown(row) : null;
    if (isSame(before, after)) return;
    const isKnown = row !== undefined || managedNames.has(naturalName(wanted.name));
    const change = { action: isKnown ? 'change' : 'create', kind: 'key', name: wanted.name } as const;
    operations.push(
      operation(change, after.id, { before, after }, (transaction) =>
        row ? updateKey(transaction, after, { revokedByFile: false }) : insertKey(transaction, after, secret.hash),
      ),
    );
  });
  const ownerIds = new Map(file.instances.map(({ name }) => [idOf(instances, name), ownerOf(name)]));
  operations.push(
    ...movedWithInstances(
      current.filter((row) => !kept.has(row.id)),
      ownerIds,
    ),
  );
  const removals = current
    .filter((row) => row.managed_by_file && !kept.has(row.id))
    .map((row) => {
      const before = shown(row);
      const after: Key = { ...before, revoked_at: row.revoked_at ?? at, managed_by_file: false };
      const revokedByFile = row.revoked_at === null;
      const change = { action: 'remove', kind: 'key', name: row.name } as const;
      return operation(change, row.id, { before, after }, (transaction) =>
        updateKey(transaction, after, { revokedByFile }),
      );
    });
  return { operations, removals, ids, stayRevoked };
}

/** Keys made by hand belong to whom their instance belongs to, when the file gives it to another. */
function movedWithInstances(rows: readonly StoredKey[], ownerIds: ReadonlyMap<string, string>): Operation[] {
  return rows.flatMap((row) => {
    const ownerId = row.instance_id === null ? undefined : ownerIds.get(row.instance_id);
    if (row.managed_by_file || ownerId === undefined || ownerId === row.user_id) return [];
    const before = shown(row);
    const after: Key = { ...before, user_id: ownerId };
    const change = { action: 'change', kind: 'key', name: row.name } as const;
    return [operation(change, row.id, { before, after }, (transaction) => updateKey(transaction, after))];
  });
}

function shown(row: StoredKey): Key {
  const { secret_hash: _hash, revoked_by_file: _revoked, revision: _revision, ...key } = row;
  return key;
}

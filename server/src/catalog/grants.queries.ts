import type { Grant } from '@tollgate/contract';
import type { Queryable } from '../database/queryable.ts';

export type GrantRow = Grant & { readonly id: string };

interface StoredGrant {
  readonly id: string;
  readonly model_id: string;
  readonly user_id: string | null;
  readonly group_id: string | null;
  readonly instance_id: string | null;
  readonly managed_by_file: boolean;
}

/** In a fixed order: the policy document is compared by its text. */
export async function selectGrants(database: Queryable): Promise<GrantRow[]> {
  const { rows } = await database.query<StoredGrant>(
    'SELECT id, model_id, user_id, group_id, instance_id, managed_by_file FROM grants ORDER BY id COLLATE "C"',
  );
  return rows.map((row) => ({
    id: row.id,
    model_id: row.model_id,
    to: granteeOf(row),
    managed_by_file: row.managed_by_file,
  }));
}

function granteeOf({ user_id, group_id, instance_id }: StoredGrant): Grant['to'] {
  if (user_id !== null) return { kind: 'user', id: user_id };
  if (group_id !== null) return { kind: 'group', id: group_id };
  return instance_id === null ? { kind: 'everyone' } : { kind: 'instance', id: instance_id };
}

export async function insertGrant(database: Queryable, { id, model_id, to, managed_by_file }: GrantRow): Promise<void> {
  await database.query(
    `INSERT INTO grants (id, model_id, user_id, group_id, instance_id, managed_by_file)
     VALUES ($1, $2, $3, $4, $5, $6)`,
    [
      id,
      model_id,
      to.kind === 'user' ? to.id : null,
      to.kind === 'group' ? to.id : null,
      to.kind === 'instance' ? to.id : null,
      managed_by_file,
    ],
  );
}

export async function updateGrantManaged(database: Queryable, id: string, managedByFile: boolean): Promise<void> {
  await database.query('UPDATE grants SET managed_by_file = $2 WHERE id = $1', [id, managedByFile]);
}

export async function deleteGrant(database: Queryable, id: string): Promise<void> {
  await database.query('DELETE FROM grants WHERE id = $1', [id]);
}

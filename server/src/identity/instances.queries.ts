import type { Instance } from '@tollgate/contract';
import type { Queryable } from '../database/queryable.ts';

export type InstanceRow = Instance & { readonly revision: number };

const columns = 'id, name, kind, owner_id, block_form, is_active, managed_by_file, revision';

/** In a fixed order: the policy document is compared by its text. */
export async function selectInstances(database: Queryable): Promise<InstanceRow[]> {
  const { rows } = await database.query<InstanceRow>(`SELECT ${columns} FROM instances ORDER BY id COLLATE "C"`);
  return rows;
}

export async function selectInstance(database: Queryable, id: string): Promise<InstanceRow | undefined> {
  const { rows } = await database.query<InstanceRow>(`SELECT ${columns} FROM instances WHERE id = $1`, [id]);
  return rows[0];
}

/** Without regard to case and outer blanks. */
export async function selectInstanceByName(database: Queryable, name: string): Promise<InstanceRow | undefined> {
  const { rows } = await database.query<InstanceRow>(
    `SELECT ${columns} FROM instances WHERE lower(trim(name)) = lower(trim($1))`,
    [name],
  );
  return rows[0];
}

export async function insertInstance(database: Queryable, instance: Instance): Promise<void> {
  await database.query(
    `INSERT INTO instances (id, name, kind, owner_id, block_form, is_active, managed_by_file)
     VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    valuesOf(instance),
  );
}

/** @returns whether the row was there, with `revision` where one is expected */
export async function updateInstance(
  database: Queryable,
  instance: Instance,
  revision: number | null = null,
): Promise<boolean> {
  const { rowCount } = await database.query(
    `UPDATE instances SET name = $2, kind = $3, owner_id = $4, block_form = $5, is_active = $6, managed_by_file = $7,
       revision = revision + 1
     WHERE id = $1 AND ($8::integer IS NULL OR revision = $8)`,
    [...valuesOf(instance), revision],
  );
  return rowCount === 1;
}

function valuesOf(instance: Instance): unknown[] {
  return [
    instance.id,
    instance.name,
    instance.kind,
    instance.owner_id,
    instance.block_form,
    instance.is_active,
    instance.managed_by_file,
  ];
}

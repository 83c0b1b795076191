import type { Model } from '@tollgate/contract';
import type { Queryable } from '../database/queryable.ts';

/** A model without its prices, which have rows of their own. */
export type ModelRow = Omit<Model, 'prices'> & { readonly revision: number };

const columns =
  'id, display_name, provider_id, provider_model, is_secure, is_active, position, base_url, credential, ' +
  'capabilities, managed_by_file, revision';

/** By position; ties in a fixed order, since the policy document is compared by its text. */
export async function selectModels(database: Queryable): Promise<ModelRow[]> {
  const { rows } = await database.query<ModelRow>(`SELECT ${columns} FROM models ORDER BY position, id COLLATE "C"`);
  return rows;
}

export async function selectModel(database: Queryable, id: string): Promise<ModelRow | undefined> {
  const { rows } = await database.query<ModelRow>(`SELECT ${columns} FROM models WHERE id = $1`, [id]);
  return rows[0];
}

export async function insertModel(database: Queryable, model: Omit<Model, 'prices'>): Promise<void> {
  await database.query(
    `INSERT INTO models (id, display_name, provider_id, provider_model, is_secure, is_active, position, base_url,
       credential, capabilities, managed_by_file)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    valuesOf(model),
  );
}

/** @returns whether the row was there, with `revision` where one is expected */
export async function updateModel(
  database: Queryable,
  model: Omit<Model, 'prices'>,
  revision: number | null = null,
): Promise<boolean> {
  const { rowCount } = await database.query(
    `UPDATE models SET display_name = $2, provider_id = $3, provider_model = $4, is_secure = $5, is_active = $6,
       position = $7, base_url = $8, credential = $9, capabilities = $10, managed_by_file = $11, revision = revision + 1
     WHERE id = $1 AND ($12::integer IS NULL OR revision = $12)`,
    [...valuesOf(model), revision],
  );
  return rowCount === 1;
}

/** Its grants and prices go with it; what they were stays in the policy versions that held them. */
export async function deleteModel(database: Queryable, id: string): Promise<void> {
  await database.query('DELETE FROM models WHERE id = $1', [id]);
}

function valuesOf(model: Omit<Model, 'prices'>): unknown[] {
  return [
    model.id,
    model.display_name,
    model.provider_id,
    model.provider_model,
    model.is_secure,
    model.is_active,
    model.position,
    model.base_url,
    model.credential,
    JSON.stringify(model.capabilities),
    model.managed_by_file,
  ];
}

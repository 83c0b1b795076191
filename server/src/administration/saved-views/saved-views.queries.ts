import type { Queryable } from '../../database/queryable.ts';

export interface SavedViewRow {
  readonly id: string;
  readonly user_id: string;
  readonly name: string;
  readonly search: string;
  readonly is_shared: boolean;
  readonly revision: number;
}

const columns = 'view.id, view.user_id, view.name, view.search, view.is_shared, view.revision';

/** A user's own views and those that others share, by name. */
export async function selectSavedViews(
  database: Queryable,
  userId: string | null,
): Promise<(SavedViewRow & { readonly owner: string })[]> {
  const { rows } = await database.query<SavedViewRow & { owner: string }>(
    `SELECT ${columns}, coalesce(nullif(u.name, ''), u.email) AS owner
     FROM saved_views view JOIN users u ON u.id = view.user_id
     WHERE view.user_id = $1 OR view.is_shared ORDER BY lower(view.name), view.id`,
    [userId],
  );
  return rows;
}

export async function selectSavedView(database: Queryable, id: string): Promise<SavedViewRow | undefined> {
  const { rows } = await database.query<SavedViewRow>(`SELECT ${columns} FROM saved_views view WHERE id = $1`, [id]);
  return rows[0];
}

/** How many views a user has. */
export async function countSavedViews(database: Queryable, userId: string): Promise<number> {
  const { rows } = await database.query<{ count: number }>(
    'SELECT count(*)::integer AS count FROM saved_views WHERE user_id = $1',
    [userId],
  );
  return rows[0]?.count ?? 0;
}

/** @returns false when the user has one of that name */
export async function insertSavedView(database: Queryable, view: Omit<SavedViewRow, 'revision'>): Promise<boolean> {
  const { rowCount } = await database.query(
    `INSERT INTO saved_views (id, user_id, name, search, is_shared) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (user_id, lower(name)) DO NOTHING`,
    [view.id, view.user_id, view.name, view.search, view.is_shared],
  );
  return rowCount === 1;
}

export async function deleteSavedViewRow(database: Queryable, id: string): Promise<void> {
  await database.query('DELETE FROM saved_views WHERE id = $1', [id]);
}

import type { Queryable } from '../../database/queryable.ts';

/**
 * Searches take names where people know names; the record is searched by ids. What matches nothing stays as it is: an
 * id of something that is gone finds its calls still.
 */
async function withIds(database: Queryable, sql: string, words: readonly string[]): Promise<string[]> {
  const folded = words.map((word) => word.trim().toLowerCase());
  const result = await database.query<{ id: string }>(sql, [words, folded]);
  return [...new Set([...words, ...result.rows.map((row) => row.id)])];
}

/** By id or e-mail. */
export function findUserIds(database: Queryable, words: readonly string[]): Promise<string[]> {
  return withIds(database, 'select id from users where id = any($1) or lower(trim(email)) = any($2)', words);
}

/** By id or name. */
export function findInstanceIds(database: Queryable, words: readonly string[]): Promise<string[]> {
  return withIds(database, 'select id from instances where id = any($1) or lower(trim(name)) = any($2)', words);
}

/** By id, name or prefix; with the user that each belongs to. */
export async function findKeys(
  database: Queryable,
  words: readonly string[],
): Promise<{ readonly id: string; readonly user_id: string }[]> {
  const result = await database.query<{ id: string; user_id: string }>(
    'select id, user_id from keys where id = any($1) or lower(trim(name)) = any($2) or prefix = any($1)',
    [words, words.map((word) => word.trim().toLowerCase())],
  );
  return result.rows;
}

/** By id or name. */
export function findProviderIds(database: Queryable, words: readonly string[]): Promise<string[]> {
  return withIds(database, 'select id from providers where id = any($1) or lower(trim(name)) = any($2)', words);
}

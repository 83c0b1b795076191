import type { User } from '@tollgate/contract';
import type { Queryable } from '../database/queryable.ts';

export type UserRow = User & { readonly revision: number };

const columns = 'id, email, name, role, is_active, managed_by_file, revision';

/** In a fixed order: the policy document is compared by its text. */
export async function selectUsers(database: Queryable): Promise<UserRow[]> {
  const { rows } = await database.query<UserRow>(`SELECT ${columns} FROM users ORDER BY id COLLATE "C"`);
  return rows;
}

export async function selectUser(database: Queryable, id: string): Promise<UserRow | undefined> {
  const { rows } = await database.query<UserRow>(`SELECT ${columns} FROM users WHERE id = $1`, [id]);
  return rows[0];
}

/** Without regard to case and outer blanks. */
export async function selectUserByEmail(database: Queryable, email: string): Promise<UserRow | undefined> {
  const { rows } = await database.query<UserRow>(
    `SELECT ${columns} FROM users WHERE lower(trim(email)) = lower(trim($1))`,
    [email],
  );
  return rows[0];
}

export async function insertUser(database: Queryable, user: User): Promise<void> {
  await database.query(
    'INSERT INTO users (id, email, name, role, is_active, managed_by_file) VALUES ($1, $2, $3, $4, $5, $6)',
    [user.id, user.email, user.name, user.role, user.is_active, user.managed_by_file],
  );
}

/** @returns whether the row was there, with `revision` where one is expected */
export async function updateUser(database: Queryable, user: User, revision: number | null = null): Promise<boolean> {
  const { rowCount } = await database.query(
    `UPDATE users SET email = $2, name = $3, role = $4, is_active = $5, managed_by_file = $6, revision = revision + 1
     WHERE id = $1 AND ($7::integer IS NULL OR revision = $7)`,
    [user.id, user.email, user.name, user.role, user.is_active, user.managed_by_file, revision],
  );
  return rowCount === 1;
}

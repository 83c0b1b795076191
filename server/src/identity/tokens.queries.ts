import type { Role } from '@tollgate/contract';
import type { Queryable } from '../database/queryable.ts';
import { timeColumn } from '../database/time-column.ts';

/** A personal token as it may be shown: without its hash. */
export interface TokenRow {
  readonly id: string;
  readonly user_id: string;
  readonly name: string;
  readonly prefix: string;
  readonly created_at: string;
  readonly expires_at: string | null;
  readonly revoked_at: string | null;
  readonly revision: number;
}

/** Whom a token stands for. */
export interface TokenHolder {
  readonly token: { readonly id: string; readonly expires_at: string | null; readonly revoked_at: string | null };
  readonly user: { readonly id: string; readonly email: string; readonly role: Role; readonly is_active: boolean };
}

const columns = [
  'id, user_id, name, prefix',
  timeColumn('created_at'),
  timeColumn('expires_at'),
  timeColumn('revoked_at'),
  'revision',
].join(', ');

/** The good token with this SHA-256: not revoked, not expired, of an active user. Null for all others. */
export async function findToken(database: Queryable, secretHash: string): Promise<TokenHolder | null> {
  const { rows } = await database.query<{
    token_id: string;
    expires_at: string | null;
    revoked_at: string | null;
    user_id: string;
    email: string;
    role: Role;
    is_active: boolean;
  }>(
    `SELECT t.id AS token_id, ${timeColumn('expires_at')}, ${timeColumn('revoked_at')},
       u.id AS user_id, u.email, u.role, u.is_active
     FROM personal_tokens t JOIN users u ON u.id = t.user_id
     WHERE t.secret_hash = $1 AND u.is_active AND t.revoked_at IS NULL
       AND (t.expires_at IS NULL OR t.expires_at > now())`,
    [secretHash],
  );
  const row = rows[0];
  if (!row) return null;
  return {
    token: { id: row.token_id, expires_at: row.expires_at, revoked_at: row.revoked_at },
    user: { id: row.user_id, email: row.email, role: row.role, is_active: row.is_active },
  };
}

export async function selectTokens(database: Queryable): Promise<TokenRow[]> {
  const { rows } = await database.query<TokenRow>(`SELECT ${columns} FROM personal_tokens ORDER BY id COLLATE "C"`);
  return rows;
}

export async function selectToken(database: Queryable, id: string): Promise<TokenRow | undefined> {
  const { rows } = await database.query<TokenRow>(`SELECT ${columns} FROM personal_tokens WHERE id = $1`, [id]);
  return rows[0];
}

export async function insertToken(
  database: Queryable,
  token: Omit<TokenRow, 'revision'>,
  secretHash: string,
): Promise<void> {
  await database.query(
    `INSERT INTO personal_tokens (id, user_id, name, prefix, secret_hash, created_at, expires_at, revoked_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      token.id,
      token.user_id,
      token.name,
      token.prefix,
      secretHash,
      token.created_at,
      token.expires_at,
      token.revoked_at,
    ],
  );
}

/** @returns whether there was such a token that was not revoked before */
export async function revokeTokenRow(database: Queryable, id: string, revokedAt: string): Promise<boolean> {
  const { rowCount } = await database.query(
    'UPDATE personal_tokens SET revoked_at = $2, revision = revision + 1 WHERE id = $1 AND revoked_at IS NULL',
    [id, revokedAt],
  );
  return rowCount === 1;
}

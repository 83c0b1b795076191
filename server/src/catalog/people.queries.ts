import type { Instance, Key, User } from '@tollgate/contract';
import type { Queryable } from '../database/queryable.ts';
import { timeColumn } from '../database/time-column.ts';

/** What the policy says of users: exactly the contract's fields, in a fixed order. */
export async function selectPolicyUsers(transaction: Queryable): Promise<User[]> {
  const { rows } = await transaction.query<User>(
    'SELECT id, email, name, role, is_active, managed_by_file FROM users ORDER BY id COLLATE "C"',
  );
  return rows;
}

/** What the policy says of instances: exactly the contract's fields, in a fixed order. */
export async function selectPolicyInstances(transaction: Queryable): Promise<Instance[]> {
  const { rows } = await transaction.query<Instance>(
    `SELECT id, name, kind, owner_id, block_form, is_active, managed_by_file
     FROM instances ORDER BY id COLLATE "C"`,
  );
  return rows;
}

/** What the policy says of keys: exactly the contract's fields (no hash), in a fixed order. */
export async function selectPolicyKeys(transaction: Queryable): Promise<Key[]> {
  const { rows } = await transaction.query<Key>(
    `SELECT id, name, prefix, user_id, instance_id, block_form, include_usage, ${timeColumn('created_at')},
       ${timeColumn('expires_at')}, ${timeColumn('revoked_at')}, managed_by_file
     FROM keys ORDER BY id COLLATE "C"`,
  );
  return rows;
}

/** Key id → SHA-256 of its secret (lower-case hex). Read beside the document, which does not hold it. */
export async function selectKeyHashes(database: Queryable): Promise<Map<string, string>> {
  const { rows } = await database.query<{ id: string; secret_hash: string }>('SELECT id, secret_hash FROM keys');
  return new Map(rows.map((row) => [row.id, row.secret_hash]));
}

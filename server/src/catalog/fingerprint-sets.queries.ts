import type { PolicyFingerprintSet } from '@tollgate/contract';
import type { Queryable } from '../database/queryable.ts';
import { timeColumn } from '../database/time-column.ts';

/** A set without its values. */
export interface FingerprintSetRow {
  readonly id: string;
  readonly description: string;
  /** SHA-256 of the fingerprints, lower-case hex. */
  readonly digest: string;
  readonly values: number;
  readonly created_at: string;
  readonly changed_at: string;
  readonly revision: number;
}

const columns = `id, description, digest, value_count AS "values", ${timeColumn('created_at')},
  ${timeColumn('changed_at')}, revision`;

export async function selectFingerprintSets(database: Queryable): Promise<FingerprintSetRow[]> {
  const { rows } = await database.query<FingerprintSetRow>(
    `SELECT ${columns} FROM fingerprint_sets ORDER BY id COLLATE "C"`,
  );
  return rows;
}

export async function selectFingerprintSet(database: Queryable, id: string): Promise<FingerprintSetRow | undefined> {
  const { rows } = await database.query<FingerprintSetRow>(`SELECT ${columns} FROM fingerprint_sets WHERE id = $1`, [
    id,
  ]);
  return rows[0];
}

/** In a fixed order: the policy document is compared by its text. */
export async function selectPolicyFingerprintSets(database: Queryable): Promise<PolicyFingerprintSet[]> {
  const { rows } = await database.query<PolicyFingerprintSet>(
    'SELECT id, digest, value_count AS "values" FROM fingerprint_sets ORDER BY id COLLATE "C"',
  );
  return rows;
}

/** @returns undefined when the set is gone, or holds others by now */
export async function selectSealedFingerprints(
  database: Queryable,
  { id, digest }: Pick<PolicyFingerprintSet, 'id' | 'digest'>,
): Promise<Buffer | undefined> {
  const { rows } = await database.query<{ sealed: Buffer }>(
    'SELECT sealed FROM fingerprint_sets WHERE id = $1 AND digest = $2',
    [id, digest],
  );
  return rows[0]?.sealed;
}

export interface SealedSet extends PolicyFingerprintSet {
  readonly description: string;
  readonly sealed: Uint8Array;
}

export async function insertFingerprintSet(database: Queryable, set: SealedSet): Promise<void> {
  await database.query(
    'INSERT INTO fingerprint_sets (id, description, digest, value_count, sealed) VALUES ($1, $2, $3, $4, $5)',
    [set.id, set.description, set.digest, set.values, set.sealed],
  );
}

export async function updateFingerprintSet(database: Queryable, set: SealedSet): Promise<void> {
  await database.query(
    `UPDATE fingerprint_sets SET description = $2, digest = $3, value_count = $4, sealed = $5, changed_at = now(),
       revision = revision + 1 WHERE id = $1`,
    [set.id, set.description, set.digest, set.values, set.sealed],
  );
}

export async function deleteFingerprintSet(database: Queryable, id: string): Promise<void> {
  await database.query('DELETE FROM fingerprint_sets WHERE id = $1', [id]);
}

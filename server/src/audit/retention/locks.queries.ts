import type { Queryable } from '../../database/queryable.ts';

/** Advisory locks: one process at a time carries out erasures, and one lets retention drop what is due. */
export const erasingLock = 7_236_006;
export const retentionLock = 7_236_007;

const waitMs = 5000;

/**
 * Waits until nothing is being erased or dropped, and keeps it so until the transaction ends.
 * @returns false when that takes too long; the transaction is then broken
 */
export async function keepContentStill(database: Queryable): Promise<boolean> {
  await database.query(`set local lock_timeout = ${waitMs}`);
  try {
    await database.query('select pg_advisory_xact_lock($1), pg_advisory_xact_lock($2)', [erasingLock, retentionLock]);
    return true;
  } catch (error) {
    const lockNotAvailable = '55P03';
    if (error instanceof Error && 'code' in error && error.code === lockNotAvailable) return false;
    throw error;
  }
}

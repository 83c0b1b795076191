import type { PayloadName } from '@tollgate/contract';
import { readPayload } from '../../audit/search/payloads.queries.ts';
import { CannotOpen, type Opener } from '../../audit/vault/vault.ts';
import type { Queryable } from '../../database/queryable.ts';

/** The bytes of a payload; null when it is not in the record, cannot be opened, or never was. */
export async function readRecorded(
  database: Queryable,
  opener: Opener,
  requestId: string,
  name: PayloadName,
): Promise<Buffer | null> {
  try {
    const payload = await readPayload(database, opener, requestId, name);
    return payload.kind === 'found' ? payload.bytes : null;
  } catch (error) {
    if (error instanceof CannotOpen) return null;
    throw error;
  }
}

import type { AccessRow } from '../../administration/access-log-page.queries.ts';
import { keyIdBytes } from '../../audit/vault/data-key.ts';
import { CannotOpen, type Opener } from '../../audit/vault/vault.ts';

/** The text that was searched for, which is sealed; null where there was none. */
export async function queryShown(
  { key_id, commitment, box }: Pick<AccessRow, 'key_id' | 'commitment' | 'box'>,
  opener: Opener,
): Promise<{ query: string | null; is_query_readable: boolean }> {
  if (key_id === null || commitment === null || box === null) return { query: null, is_query_readable: true };
  try {
    const { parts } = await opener.open({ keyId: keyIdBytes(key_id), commitment, box });
    const query = parts.find(({ payload }) => payload === 'query');
    return { query: query ? Buffer.from(query.bytes).toString('utf8') : null, is_query_readable: true };
  } catch (error) {
    // One altered entry must not hide the others.
    if (!(error instanceof CannotOpen)) throw error;
    return { query: null, is_query_readable: false };
  }
}

import { keyIdText } from '../../vault/data-key.ts';
import { eventsOf, type Projection } from '../batch.ts';

/** Who opened, searched or exported what. */
export const projectAccessLog: Projection = async (content) => {
  const accesses = eventsOf(content, 'access');
  if (accesses.length === 0) return null;
  return async (client) => {
    for (const { head, content: sealed, journalId, sequence } of accesses) {
      await client.query(
        `insert into access_log (access_id, at, actor, action, target_kind, target_id, detail, key_id, commitment, box,
           journal_id, sequence) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
        [
          head.access_id,
          head.at,
          JSON.stringify(head.actor),
          head.action,
          head.target?.kind ?? null,
          head.target?.id ?? null,
          head.detail && JSON.stringify(head.detail),
          sealed && keyIdText(sealed.keyId),
          sealed?.commitment ?? null,
          sealed?.box ?? null,
          journalId,
          sequence,
        ],
      );
    }
  };
};

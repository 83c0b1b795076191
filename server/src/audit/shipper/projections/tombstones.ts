import { eventsOf, type Projection } from '../batch.ts';

/** Notes where the tombstones of erasures are in the chains; the first event of one counts. */
export const projectTombstones: Projection = async (content) => {
  const tombstones = eventsOf(content, 'tombstone');
  if (tombstones.length === 0) return null;
  return async (client) => {
    for (const { head, journalId, sequence } of tombstones) {
      await client.query('update erasures set journal_id = $2, sequence = $3 where id = $1 and sequence is null', [
        head.erasure_id,
        journalId,
        sequence,
      ]);
    }
  };
};

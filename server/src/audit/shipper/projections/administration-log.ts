import { eventsOf, type Projection } from '../batch.ts';

/** Notes where the lines of the administration log are in the chains; the first event of a line counts. */
export const projectAdministrationLog: Projection = async (content) => {
  const entries = eventsOf(content, 'administration');
  if (entries.length === 0) return null;
  return async (client) => {
    for (const { head, journalId, sequence } of entries) {
      await client.query(
        'update administration_log set journal_id = $2, sequence = $3 where id = $1 and sequence is null',
        [head.entry_id, journalId, sequence],
      );
    }
  };
};

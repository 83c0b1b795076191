import { eventsOf, type Projection } from '../batch.ts';

/** The wrapped data keys that journals bring. */
export const projectDataKeys: Projection = async (content) => {
  const keys = eventsOf(content, 'key');
  if (keys.length === 0) return null;
  return async (client) => {
    for (const { head, journalId, sequence } of keys) {
      await client.query(
        `insert into data_keys (id, master_key_id, wrapped, journal_id, sequence) values ($1, $2, $3, $4, $5)
         on conflict (id) do nothing`,
        [head.key_id, head.master_key_id, Buffer.from(head.wrapped, 'base64'), journalId, sequence],
      );
    }
  };
};

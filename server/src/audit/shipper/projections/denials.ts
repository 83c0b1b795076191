import { eventsOf, type Projection } from '../batch.ts';

/** Refused strangers who were only counted. */
export const projectDenials: Projection = async (content) => {
  const denials = eventsOf(content, 'denials');
  if (denials.length === 0) return null;
  return async (client) => {
    for (const { head, journalId, sequence } of denials) {
      await client.query(
        'insert into denials (journal_id, sequence, since, until, count) values ($1, $2, $3, $4, $5)',
        [journalId, sequence, head.since, head.until, head.count],
      );
    }
  };
};

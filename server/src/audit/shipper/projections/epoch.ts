import { eventsOf, type Projection } from '../batch.ts';

/** From which erasure epoch on a journal refers to nothing older. */
export const projectEpoch: Projection = async (content) => {
  const last = eventsOf(content, 'epoch').at(-1);
  if (!last) return null;
  return async (client) => {
    await client.query('update journals set content_epoch = greatest(content_epoch, $2) where id = $1', [
      last.journalId,
      last.head.epoch,
    ]);
  };
};

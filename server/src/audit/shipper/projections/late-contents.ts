import { reopenErasures } from '../../retention/erasures.queries.ts';
import type { Projection } from '../batch.ts';

/**
 * Contents that come when the erasure that takes them was carried out already: of a machine that was given up and came
 * back with its disk. They are never read, and are destroyed as the others were.
 */
export const projectLateContents: Projection = async ({ contents }) => {
  if (contents.length === 0) return null;
  const late = contents.map(({ requestId, content }) => ({ requestId, epoch: content.epoch }));
  return (client) => reopenErasures(client, late);
};

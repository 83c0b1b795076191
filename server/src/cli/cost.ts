import { rebuildRollups } from '../cost/rollups/rebuild.ts';
import { withDatabase } from './with-database.ts';

/** `tollgate cost rebuild`: running gateways go on; reports read the record itself where the sums are not made yet. */
export async function rebuildCostsCommand(): Promise<void> {
  await withDatabase(true, async (pool, config) => {
    await rebuildRollups(pool, config.reportTimeZone, {
      isFromScratch: true,
      onStep: ({ builtTo }) =>
        void process.stdout.write(builtTo === null ? 'All calls.\n' : `Calls before ${builtTo}\n`),
    });
  });
}

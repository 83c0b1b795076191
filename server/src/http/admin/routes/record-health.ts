import { admin } from '@tollgate/contract';
import { selectCheckpoints } from '../../../audit/integrity/checkpoints.queries.ts';
import { selectChains, selectLastRecorded } from '../../../audit/integrity/record-health.queries.ts';
import type { AdminDependencies, AdminServer } from '../context.ts';
import { isDatabaseAway } from '../database-away.ts';
import { verificationShown } from './verifications.ts';

export async function recordHealthRoutes(app: AdminServer, dependencies: AdminDependencies): Promise<void> {
  app.get(
    '/api/audit/health',
    {
      config: { permission: 'log:read' },
      schema: {
        operationId: 'readRecordHealth',
        summary: 'How the record is: the journal, what waits, how far the chains are and were verified',
        response: { 200: admin.RecordHealth },
      },
    },
    async () => {
      const here = dependencies.recordState();
      // That the database is away is an answer, and what is known here is the more needed then.
      const there = await inDatabase(dependencies).catch((error: Error) => {
        if (isDatabaseAway(error)) return null;
        throw error;
      });
      const away = { last_recorded_at: null, chains: [], checkpoint: null, verification: null };
      return { ...here, is_database_there: there !== null, ...(there ?? away) };
    },
  );
}

async function inDatabase({ pool, verifications }: AdminDependencies) {
  const [chains, last_recorded_at, [checkpoint], verification] = await Promise.all([
    selectChains(pool),
    selectLastRecorded(pool),
    selectCheckpoints(pool, { before: null, limit: 1 }),
    verifications.last(),
  ]);
  const verified = new Map(verification?.chains.map(({ journal_id, sequence }) => [journal_id, sequence]));
  return {
    last_recorded_at,
    chains: chains.map((chain) => ({ ...chain, verified_sequence: verified.get(chain.journal_id) ?? null })),
    checkpoint: checkpoint ? { ...checkpoint, signature: checkpoint.signature.toString('base64') } : null,
    verification: verification && verificationShown(verification),
  };
}

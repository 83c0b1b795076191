import { admin } from '@tollgate/contract';
import type { VerificationRow } from '../../../administration/verifications/verifications.queries.ts';
import { actorShown } from '../actor-shown.ts';
import type { AdminDependencies, AdminServer } from '../context.ts';
import { nothing } from '../nothing.ts';
import { decodeCursor, encodeCursor } from '../page.ts';

export async function verificationRoutes(app: AdminServer, { verifications }: AdminDependencies): Promise<void> {
  app.post(
    '/api/audit/verify',
    {
      config: { permission: 'audit:verify' },
      schema: {
        operationId: 'startVerification',
        summary: 'Verify the whole record, in the background: chains, checkpoints, and what was made of the events',
        response: { 202: admin.RecordVerification },
      },
    },
    async ({ requester }, reply) => reply.code(202).send(verificationShown(await verifications.start(requester.actor))),
  );

  app.get(
    '/api/audit/verifications',
    {
      config: { permission: 'log:read' },
      schema: {
        operationId: 'listVerifications',
        summary: 'Verifications of the record, newest first',
        querystring: admin.RecordVerificationQuery,
        response: { 200: admin.RecordVerificationList },
      },
    },
    async ({ query: { limit, cursor } }) => {
      const before = cursor === undefined ? null : decodeCursor(cursor);
      const rows = await verifications.list({ before, limit: limit + 1 });
      const last = rows.slice(0, limit).at(-1);
      const isMore = rows.length > limit && last !== undefined;
      return { items: rows.slice(0, limit).map(verificationShown), next_cursor: isMore ? encodeCursor(last.id) : null };
    },
  );

  app.get(
    '/api/audit/verifications/:id',
    {
      config: { permission: 'log:read' },
      schema: {
        operationId: 'readVerification',
        summary: 'How far a verification is, and what it found',
        params: admin.IdParams,
        response: { 200: admin.RecordVerification },
      },
    },
    async ({ params: { id } }) => verificationShown(await verifications.read(id)),
  );

  app.delete(
    '/api/audit/verifications/:id',
    {
      config: { permission: 'audit:verify' },
      schema: {
        operationId: 'cancelVerification',
        summary: 'Cancel a verification that runs',
        params: admin.IdParams,
        response: nothing,
      },
    },
    async ({ params: { id } }, reply) => {
      await verifications.cancel(id);
      return reply.code(204).send();
    },
  );
}

export function verificationShown({ actor, chains, events_read, ...row }: VerificationRow): admin.RecordVerification {
  const events = chains.reduce((sum, { sequence }) => sum + Number(sequence), 0);
  return {
    ...row,
    actor: actorShown(actor),
    chains: [...chains],
    events_read,
    events_total: Math.max(2 * events, events_read),
  };
}

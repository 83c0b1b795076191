import { admin } from '@tollgate/contract';
import { createLegalHold } from '../../../administration/legal-holds/create.ts';
import { liftHold } from '../../../administration/legal-holds/lift.ts';
import { type LegalHoldRow, selectLegalHolds } from '../../../audit/retention/legal-holds.queries.ts';
import { actorShown } from '../actor-shown.ts';
import type { AdminDependencies, AdminServer } from '../context.ts';
import { decodeCursor, encodeCursor } from '../page.ts';

export async function legalHoldRoutes(app: AdminServer, { pool }: AdminDependencies): Promise<void> {
  app.get(
    '/api/legal-holds',
    {
      config: { permission: 'log:read' },
      schema: {
        operationId: 'listLegalHolds',
        summary: 'Legal holds, those that were lifted too, newest first',
        querystring: admin.LegalHoldQuery,
        response: { 200: admin.LegalHoldList },
      },
    },
    async ({ query: { limit, cursor } }) => {
      const before = cursor === undefined ? null : decodeCursor(cursor);
      const rows = await selectLegalHolds(pool, { before, limit: limit + 1 });
      const last = rows.slice(0, limit).at(-1);
      const isMore = rows.length > limit && last !== undefined;
      return { items: rows.slice(0, limit).map(shown), next_cursor: isMore ? encodeCursor(last.id) : null };
    },
  );

  app.post(
    '/api/legal-holds',
    {
      config: { permission: 'content:hold' },
      schema: {
        operationId: 'createLegalHold',
        summary: 'Keep the calls of a trace, a session or a user whatever their retention',
        body: admin.LegalHoldCreation,
        response: { 201: admin.LegalHold },
      },
    },
    async ({ body: { scope, reason }, requester }, reply) => {
      const { kind, id, user: userId } = scope;
      const row = await createLegalHold(pool, requester.actor, { scope: { kind, id, userId }, reason });
      return reply.code(201).send(shown(row));
    },
  );

  app.post(
    '/api/legal-holds/:id/lift',
    {
      config: { permission: 'content:hold' },
      schema: {
        operationId: 'liftLegalHold',
        summary: 'Lift a legal hold; what it held goes when its time has come',
        params: admin.IdParams,
        body: admin.LegalHoldLift,
        response: { 200: admin.LegalHold },
      },
    },
    async ({ params: { id }, body: { reason }, requester }) =>
      shown(await liftHold(pool, requester.actor, { id, reason })),
  );
}

function shown(row: LegalHoldRow) {
  const { id, scope_kind: kind, scope_id, user_id, reason, actor, created_at, lifted_at, lift_reason } = row;
  return {
    id,
    scope: { kind, id: scope_id, user_id },
    reason,
    actor: actorShown(actor),
    created_at,
    lifted_at,
    lift_reason,
  };
}

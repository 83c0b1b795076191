import { admin } from '@tollgate/contract';
import { requestErasure } from '../../../administration/erasures/request.ts';
import { type ErasureRow, selectErasures } from '../../../audit/retention/erasures.queries.ts';
import { actorShown } from '../actor-shown.ts';
import type { AdminDependencies, AdminServer } from '../context.ts';
import { decodeCursor, encodeCursor, invalidCursor } from '../page.ts';

export async function erasureRoutes(app: AdminServer, { pool }: AdminDependencies): Promise<void> {
  app.get(
    '/api/erasures',
    {
      config: { permission: 'log:read' },
      schema: {
        operationId: 'listErasures',
        summary: 'What was erased, by whom and why, newest first',
        querystring: admin.ErasureQuery,
        response: { 200: admin.ErasureList },
      },
    },
    async ({ query: { limit, cursor } }) => {
      const before = cursor === undefined ? null : decodeCursor(cursor);
      if (before !== null && !/^\d{1,18}$/.test(before)) throw invalidCursor();
      const rows = await selectErasures(pool, { before, limit: limit + 1 });
      const last = rows.slice(0, limit).at(-1);
      const isMore = rows.length > limit && last !== undefined;
      return { items: rows.slice(0, limit).map(shown), next_cursor: isMore ? encodeCursor(last.epoch) : null };
    },
  );

  app.post(
    '/api/erasures',
    {
      config: { permission: 'content:erase' },
      schema: {
        operationId: 'requestErasure',
        summary: 'Erase the payloads of a call, a session or a user, for good; who and why is kept',
        body: admin.ErasureRequest,
        response: { 202: admin.Erasure },
      },
    },
    async ({ body, requester }, reply) =>
      reply.code(202).send(shown(await requestErasure(pool, requester.actor, body))),
  );
}

function shown({ id, scope_kind: kind, scope_id, user_id, reason, actor, requested_at, done_at }: ErasureRow) {
  return {
    id,
    scope: { kind, id: scope_id, user_id },
    reason,
    actor: actorShown(actor),
    requested_at,
    done_at,
  };
}

import { admin } from '@tollgate/contract';
import { cancelPriceCorrection } from '../../../administration/price-corrections/cancel.ts';
import {
  type PriceCorrectionRow,
  selectPriceCorrection,
  selectPriceCorrections,
} from '../../../administration/price-corrections/price-corrections.queries.ts';
import { notFound } from '../../../administration/refuse.ts';
import { actorShown } from '../actor-shown.ts';
import type { AdminDependencies, AdminServer } from '../context.ts';
import { nothing } from '../nothing.ts';
import { decodeCursor, encodeCursor } from '../page.ts';

export async function priceCorrectionRoutes(app: AdminServer, { pool }: AdminDependencies): Promise<void> {
  app.get(
    '/api/price-corrections',
    {
      config: { permission: 'catalogue:read' },
      schema: {
        operationId: 'listPriceCorrections',
        summary: 'Prices that were set for the past, newest first, and how far their corrections are',
        querystring: admin.PageQuery,
        response: { 200: admin.PriceCorrectionList },
      },
    },
    async ({ query: { limit, cursor } }) => {
      const before = cursor === undefined ? null : decodeCursor(cursor);
      const rows = await selectPriceCorrections(pool, { before, limit: limit + 1 });
      const last = rows.slice(0, limit).at(-1);
      const isMore = rows.length > limit && last !== undefined;
      return { items: rows.slice(0, limit).map(shown), next_cursor: isMore ? encodeCursor(last.id) : null };
    },
  );

  app.get(
    '/api/price-corrections/:id',
    {
      config: { permission: 'catalogue:read' },
      schema: {
        operationId: 'readPriceCorrection',
        summary: 'How far the correction of the calls of a past time is',
        params: admin.IdParams,
        response: { 200: admin.PriceCorrection },
      },
    },
    async ({ params }) => {
      const row = await selectPriceCorrection(pool, params.id);
      if (!row) throw notFound('price correction');
      return shown(row);
    },
  );

  app.delete(
    '/api/price-corrections/:id',
    {
      config: { permission: 'policy:change' },
      schema: {
        operationId: 'cancelPriceCorrection',
        summary: 'Cancel a correction that is not over; what it booked so far stays',
        params: admin.IdParams,
        response: nothing,
      },
    },
    async ({ params, requester }, reply) => {
      await cancelPriceCorrection(pool, requester.actor, params.id);
      return reply.code(204).send();
    },
  );
}

function shown({ actor, cursor_at: _at, cursor_id: _id, ...row }: PriceCorrectionRow): admin.PriceCorrection {
  return { ...row, actor: actorShown(actor) };
}

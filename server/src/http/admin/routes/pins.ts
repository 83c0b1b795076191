import { admin } from '@tollgate/contract';
import { liftPin } from '../../../administration/pins/lift.ts';
import { selectPin, selectPins } from '../../../administration/pins/pin-list.queries.ts';
import { notFound } from '../../../administration/refuse.ts';
import { readRules } from '../../../administration/rules/read.ts';
import type { AdminDependencies, AdminServer } from '../context.ts';
import { nothing } from '../nothing.ts';
import { decodeCursor, encodeCursor } from '../page.ts';

export async function pinRoutes(app: AdminServer, { pool }: AdminDependencies): Promise<void> {
  const named = async <Row extends { readonly rule: string }>(rows: readonly Row[]) => {
    const names = new Map((await readRules(pool)).map(({ id, display_name }) => [id, display_name]));
    return rows.map((row) => ({ ...row, display_name: names.get(row.rule) ?? row.rule }));
  };

  app.get(
    '/api/pins',
    {
      config: { permission: 'log:read' },
      schema: {
        operationId: 'listPins',
        summary: 'What holds sessions on the secure path, newest first',
        querystring: admin.PinQuery,
        response: { 200: admin.PinList },
      },
    },
    async ({ query: { limit, cursor, ...filter } }) => {
      const before = cursor === undefined ? null : decodeCursor(cursor);
      const rows = await selectPins(pool, filter, { before, limit: limit + 1 });
      const items = rows.slice(0, limit);
      const last = items.at(-1);
      return { items: await named(items), next_cursor: last && rows.length > limit ? encodeCursor(last.id) : null };
    },
  );

  app.get(
    '/api/pins/:id',
    {
      config: { permission: 'log:read' },
      schema: {
        operationId: 'readPin',
        summary: 'Read what holds sessions on the secure path, one that ran out or was lifted too',
        params: admin.IdParams,
        response: { 200: admin.Pin },
      },
    },
    async ({ params: { id } }) => {
      const found = await selectPin(pool, id);
      const [pin] = await named(found ? [found] : []);
      if (!pin) throw notFound('pin');
      return pin;
    },
  );

  app.delete(
    '/api/pins/:id',
    {
      config: { permission: 'policy:change' },
      schema: {
        operationId: 'liftPin',
        summary: 'Lift a pin: what it held is decided by the rules alone again',
        params: admin.IdParams,
        querystring: admin.PinLift,
        response: nothing,
      },
    },
    async ({ params: { id }, query: { reason = null }, requester }, reply) => {
      await liftPin(pool, requester.actor, { id, reason });
      return reply.code(204).send();
    },
  );
}

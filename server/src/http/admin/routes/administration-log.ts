import { admin } from '@tollgate/contract';
import { selectLogEntries } from '../../../administration/administration-log-page.queries.ts';
import type { AdminDependencies, AdminServer } from '../context.ts';
import { decodeCursor, encodeCursor, invalidCursor } from '../page.ts';

export async function administrationLogRoutes(app: AdminServer, { pool }: AdminDependencies): Promise<void> {
  app.get(
    '/api/administration-log',
    {
      config: { permission: 'log:read' },
      schema: {
        operationId: 'listAdministrationLog',
        summary: 'Who changed what, newest first',
        querystring: admin.LogQuery,
        response: { 200: admin.LogList },
      },
    },
    async ({ query: { limit, cursor, target_kind, target_id } }) => {
      const before = cursor === undefined ? null : decodeCursor(cursor);
      if (before !== null && !/^\d{1,18}$/.test(before)) throw invalidCursor();
      const rows = await selectLogEntries(pool, {
        before,
        limit: limit + 1,
        targetKinds: target_kind ?? null,
        targetId: target_id ?? null,
      });
      const items = rows.slice(0, limit);
      const last = items.at(-1);
      return { items, next_cursor: last !== undefined && rows.length > limit ? encodeCursor(last.id) : null };
    },
  );
}

import { admin } from '@tollgate/contract';
import { selectTimeline, type TimelineRow } from '../../../administration/timeline.queries.ts';
import type { AdminDependencies, AdminServer } from '../context.ts';
import { decodeCursor, encodeCursor, invalidCursor } from '../page.ts';
import { queryShown } from '../query-shown.ts';

export async function timelineRoutes(app: AdminServer, { pool, opener }: AdminDependencies): Promise<void> {
  app.get(
    '/api/audit/log',
    {
      config: { permission: 'log:read' },
      schema: {
        operationId: 'listTimeline',
        summary: 'Who changed what, and who opened, searched or exported what: both logs by time, newest first',
        querystring: admin.TimelineQuery,
        response: { 200: admin.Timeline },
      },
    },
    async ({ query: { limit, cursor, ...filter } }) => {
      const rows = await selectTimeline(pool, filter, { before: placeOf(cursor), limit: limit + 1 });
      const shown = rows.slice(0, limit);
      const items = await Promise.all(
        shown.map(async ({ place: _, key_id, commitment, box, ...row }) => ({
          ...row,
          ...(await queryShown({ key_id, commitment, box }, opener)),
        })),
      );
      const last = shown.at(-1);
      return { items, next_cursor: last && rows.length > limit ? cursorOf(last) : null };
    },
  );
}

const cursorOf = ({ at, place }: TimelineRow): string => encodeCursor(`${at} ${place}`);

function placeOf(cursor: string | undefined): { readonly at: string; readonly place: string } | null {
  if (cursor === undefined) return null;
  const [at = '', place] = decodeCursor(cursor).split(' ');
  if (Number.isNaN(Date.parse(at)) || place === undefined) throw invalidCursor();
  return { at, place };
}

import { admin } from '@tollgate/contract';
import { type AccessRow, selectAccesses } from '../../../administration/access-log-page.queries.ts';
import { selectCheckpoints } from '../../../audit/integrity/checkpoints.queries.ts';
import type { Opener } from '../../../audit/vault/vault.ts';
import { timeOfId } from '../../../platform/ids.ts';
import type { AdminDependencies, AdminServer } from '../context.ts';
import { decodeCursor, encodeCursor, invalidCursor } from '../page.ts';
import { queryShown } from '../query-shown.ts';

export async function auditLogRoutes(app: AdminServer, { pool, opener, publicKey }: AdminDependencies): Promise<void> {
  app.get(
    '/api/audit/checkpoints',
    {
      config: { permission: 'log:read' },
      schema: {
        operationId: 'listCheckpoints',
        summary: 'Signed statements of how far the record is, newest first',
        querystring: admin.PageQuery,
        response: { 200: admin.CheckpointList },
      },
    },
    async ({ query: { limit, cursor } }) => {
      const rows = await selectCheckpoints(pool, { before: placeOf(cursor, 'chk'), limit: limit + 1 });
      const items = rows.slice(0, limit).map((row) => ({ ...row, signature: row.signature.toString('base64') }));
      return { items, next_cursor: nextCursor(items, rows.length > limit), public_key: publicKey() };
    },
  );

  app.get(
    '/api/access-log',
    {
      config: { permission: 'log:read' },
      schema: {
        operationId: 'listAccesses',
        summary: 'Who opened, searched or exported what, newest first',
        querystring: admin.AccessQuery,
        response: { 200: admin.AccessList },
      },
    },
    async ({ query: { limit, cursor, action, target_id } }) => {
      const before = placeOf(cursor, 'acc');
      const page = { before, limit: limit + 1, actions: action ?? null, targetId: target_id ?? null };
      const rows = await selectAccesses(pool, page);
      const items = await Promise.all(rows.slice(0, limit).map((row) => shown(row, opener)));
      return { items, next_cursor: nextCursor(items, rows.length > limit) };
    },
  );
}

async function shown({ access_id: id, key_id, commitment, box, ...row }: AccessRow, opener: Opener) {
  return { id, ...row, ...(await queryShown({ key_id, commitment, box }, opener)) };
}

function nextCursor(items: readonly { readonly id: string }[], isMore: boolean): string | null {
  const last = items.at(-1);
  return last && isMore ? encodeCursor(last.id) : null;
}

/** The entry that a cursor names: its time is inside its id. */
function placeOf(cursor: string | undefined, prefix: string): { readonly at: Date; readonly id: string } | null {
  if (cursor === undefined) return null;
  const id = decodeCursor(cursor);
  const ms = id.startsWith(`${prefix}_`) ? timeOfId(id) : Number.NaN;
  if (Number.isNaN(ms)) throw invalidCursor();
  return { at: new Date(ms), id };
}

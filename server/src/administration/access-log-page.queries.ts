import type { Queryable } from '../database/queryable.ts';
import { timeColumn } from '../database/time-column.ts';

export interface AccessRow {
  readonly access_id: string;
  readonly at: string;
  readonly actor: { readonly kind: string; readonly id: string | null; readonly email: string | null };
  readonly action: string;
  readonly target_kind: string | null;
  readonly target_id: string | null;
  readonly detail: Record<string, unknown> | null;
  readonly key_id: string | null;
  readonly commitment: Buffer | null;
  readonly box: Buffer | null;
}

/** Newest first; `before` is the last entry seen. */
export async function selectAccesses(
  database: Queryable,
  page: {
    readonly before: { readonly at: Date; readonly id: string } | null;
    readonly limit: number;
    readonly actions: readonly string[] | null;
    readonly targetId: string | null;
  },
): Promise<AccessRow[]> {
  const { rows } = await database.query<AccessRow>(
    `SELECT access_id, ${timeColumn('at')}, action, target_kind, target_id, detail, key_id, commitment, box,
       json_build_object('kind', actor->'kind', 'id', actor->'id', 'email', actor->'email') AS actor
     FROM access_log
     WHERE ($1::timestamptz IS NULL OR access_log.at <= $1 AND (access_log.at, access_id) < ($1, $2))
       AND ($3::text[] IS NULL OR action = ANY ($3))
       AND ($4::text IS NULL OR target_id = $4)
     ORDER BY access_log.at DESC, access_id DESC LIMIT $5`,
    [page.before?.at ?? null, page.before?.id ?? null, page.actions, page.targetId, page.limit],
  );
  return rows;
}

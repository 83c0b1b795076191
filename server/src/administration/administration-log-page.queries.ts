import type { Queryable } from '../database/queryable.ts';
import { timeColumn } from '../database/time-column.ts';

export interface LogRow {
  readonly id: string;
  readonly at: string;
  readonly actor: { readonly kind: string; readonly id: string | null; readonly email: string | null };
  readonly action: string;
  readonly target_kind: string;
  readonly target_id: string;
  readonly before: Record<string, unknown> | null;
  readonly after: Record<string, unknown> | null;
  readonly reason: string | null;
  readonly policy_version: number;
}

/** Newest first. `before` is the id of the last entry seen. */
export async function selectLogEntries(
  database: Queryable,
  page: {
    readonly before: string | null;
    readonly limit: number;
    readonly targetKinds: readonly string[] | null;
    readonly targetId: string | null;
  },
): Promise<LogRow[]> {
  const { rows } = await database.query<LogRow>(
    `SELECT id, ${timeColumn('at')}, action, target_kind, target_id, before, after, reason, policy_version,
       jsonb_build_object('kind', actor->'kind', 'id', actor->'id', 'email', actor->'email') AS actor
     FROM administration_log
     WHERE ($1::bigint IS NULL OR id < $1)
       AND ($2::text[] IS NULL OR target_kind = ANY ($2))
       AND ($3::text IS NULL OR target_id = $3)
     ORDER BY administration_log.id DESC LIMIT $4`,
    [page.before, page.targetKinds, page.targetId, page.limit],
  );
  return rows;
}

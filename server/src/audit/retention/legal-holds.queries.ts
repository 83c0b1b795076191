import type { Queryable } from '../../database/queryable.ts';
import { timeColumn } from '../../database/time-column.ts';

export interface HoldScope {
  readonly kind: 'trace' | 'session' | 'user';
  readonly id: string;
  /** Whose calls they are: ids of traces and sessions are unique within a user only. */
  readonly userId: string;
}

export interface LegalHoldRow {
  readonly id: string;
  readonly scope_kind: HoldScope['kind'];
  readonly scope_id: string;
  readonly user_id: string;
  readonly reason: string;
  readonly actor: Record<string, unknown>;
  readonly created_at: string;
  readonly lifted_at: string | null;
  readonly lift_reason: string | null;
}

const columns = `id, scope_kind, scope_id, user_id, reason, actor, ${timeColumn('created_at')}, ${timeColumn('lifted_at')},
  lift_reason`;

export async function insertLegalHold(
  database: Queryable,
  hold: { readonly id: string; readonly scope: HoldScope; readonly reason: string; readonly actor: object },
): Promise<LegalHoldRow> {
  const { id, scope, reason, actor } = hold;
  const { rows } = await database.query<LegalHoldRow>(
    `insert into legal_holds (id, scope_kind, scope_id, user_id, reason, actor) values ($1, $2, $3, $4, $5, $6)
     returning ${columns}`,
    [id, scope.kind, scope.id, scope.userId, reason, JSON.stringify(actor)],
  );
  const [row] = rows;
  if (!row) throw new Error('an insert always returns its row');
  return row;
}

/** Null when there is no such hold in force. */
export async function liftLegalHold(
  database: Queryable,
  { id, reason, actor }: { readonly id: string; readonly reason: string; readonly actor: object },
): Promise<LegalHoldRow | null> {
  const { rows } = await database.query<LegalHoldRow>(
    `update legal_holds set lifted_at = now(), lift_reason = $2, lift_actor = $3 where id = $1 and lifted_at is null
     returning ${columns}`,
    [id, reason, JSON.stringify(actor)],
  );
  return rows[0] ?? null;
}

/** Newest first; `before` is the id of the last one of the page before. */
export async function selectLegalHolds(
  database: Queryable,
  page: { readonly before: string | null; readonly limit: number },
): Promise<LegalHoldRow[]> {
  const { rows } = await database.query<LegalHoldRow>(
    `select ${columns} from legal_holds where $1::text is null or id < $1 order by id desc limit $2`,
    [page.before, page.limit],
  );
  return rows;
}

/** A hold in force on anything of this user; null when there is none. */
export async function findHoldOn(database: Queryable, userId: string): Promise<LegalHoldRow | null> {
  const { rows } = await database.query<LegalHoldRow>(
    `select ${columns} from legal_holds where user_id = $1 and lifted_at is null order by id limit 1`,
    [userId],
  );
  return rows[0] ?? null;
}

/** The condition under which a row of `invocations` called `call` is held. */
export const isHeld = `exists (select from legal_holds hold where hold.lifted_at is null and hold.user_id = call.user_id
  and (hold.scope_kind = 'user' or (hold.scope_kind = 'session' and hold.scope_id = call.session_id)
    or (hold.scope_kind = 'trace' and hold.scope_id = call.trace_id)))`;

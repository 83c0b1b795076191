import type { Queryable } from '../../database/queryable.ts';
import { timeColumn } from '../../database/time-column.ts';
import { timeOfId } from '../../platform/ids.ts';
import type { TombstoneHead } from '../events.ts';
import { eraseFromWordBlocks, keepWordsStill } from '../words/word-blocks.queries.ts';

export interface ErasureScope {
  readonly kind: 'invocation' | 'session' | 'user';
  readonly id: string;
  /** Whose content it is. */
  readonly userId: string;
}

export interface ErasureRow {
  readonly id: string;
  readonly epoch: string;
  readonly scope_kind: ErasureScope['kind'];
  readonly scope_id: string;
  readonly user_id: string;
  readonly reason: string;
  readonly actor: Record<string, unknown>;
  readonly requested_at: string;
  readonly done_at: string | null;
  readonly journal_id: string | null;
}

const columns = `id, epoch, scope_kind, scope_id, user_id, reason, actor, ${timeColumn('requested_at')},
  ${timeColumn('done_at')}, journal_id`;

export async function selectEpoch(database: Queryable): Promise<number> {
  const { rows } = await database.query<{ epoch: string }>('select epoch from content_epoch');
  return Number(rows[0]?.epoch ?? 0);
}

/** Enters an erasure under a new epoch, which every gateway will take notice of. @returns the erasure as it stands */
export async function insertErasure(
  database: Queryable,
  erasure: { readonly id: string; readonly scope: ErasureScope; readonly reason: string; readonly actor: object },
): Promise<ErasureRow> {
  const { rows: epochs } = await database.query<{ epoch: string }>(
    'update content_epoch set epoch = epoch + 1 returning epoch',
  );
  const { id, scope, reason, actor } = erasure;
  const { rows } = await database.query<ErasureRow>(
    `insert into erasures (id, epoch, scope_kind, scope_id, user_id, reason, actor, requested_at)
     values ($1, $2, $3, $4, $5, $6, $7, now()) returning ${columns}`,
    [id, epochs[0]?.epoch, scope.kind, scope.id, scope.userId, reason, JSON.stringify(actor)],
  );
  const [row] = rows;
  if (!row) throw new Error('an insert always returns its row');
  return row;
}

/** Newest first. */
export async function selectErasures(
  database: Queryable,
  page: { readonly before: string | null; readonly limit: number },
): Promise<ErasureRow[]> {
  const { rows } = await database.query<ErasureRow>(
    `select ${columns} from erasures where $1::bigint is null or epoch < $1 order by erasures.epoch desc limit $2`,
    [page.before, page.limit],
  );
  return rows;
}

/** Erasures whose tombstone is in no chain yet. */
export async function selectUntold(database: Queryable): Promise<ErasureRow[]> {
  const { rows } = await database.query<ErasureRow>(
    `select ${columns} from erasures where journal_id is null order by erasures.epoch`,
  );
  return rows;
}

export async function markTold(database: Queryable, id: string, journalId: string): Promise<void> {
  await database.query('update erasures set journal_id = $2 where id = $1 and journal_id is null', [id, journalId]);
}

/** An open call that began when `erasure` was not known everywhere yet, and whose answer it takes too. */
const isAwaited = `call.status = 'open' and call.user_id = erasures.user_id
  and call.at < erasures.requested_at + interval '1 minute'
  and case erasures.scope_kind when 'invocation' then call.request_id = erasures.scope_id
    when 'session' then call.session_id = erasures.scope_id else true end`;

/**
 * Erasures that may be carried out: the tombstone is in the record, it is some time since, every journal that may still
 * bring something has told that it refers to nothing older, and no call is open whose answer is yet to come. An erasure
 * that a legal hold came upon waits for it. `deadSeconds`: after so long without its lease a journal brings nothing any
 * more, since its policy is too old to let calls through.
 */
export async function selectDue(
  database: Queryable,
  { ageSeconds, deadSeconds }: { readonly ageSeconds: number; readonly deadSeconds: number },
): Promise<ErasureRow[]> {
  const { rows } = await database.query<ErasureRow>(
    `select ${columns} from erasures
     where done_at is null and sequence is not null and erasures.requested_at <= now() - make_interval(secs => $1)
       and not exists (select from journals where state = 'live' and content_epoch < erasures.epoch
         and lease_until > now() - make_interval(secs => $2))
       and not exists (select from invocations call where ${isAwaited})
       and not exists (select from legal_holds hold where hold.user_id = erasures.user_id and hold.lifted_at is null)
     order by erasures.epoch`,
    [ageSeconds, deadSeconds],
  );
  return rows;
}

/** Destroys what was composed before the erasure, and what was made of it. @returns how many contents */
export async function destroyContents(transaction: Queryable, erasure: ErasureRow): Promise<number> {
  const condition = {
    invocation: 'call.request_id = $1',
    session: 'call.session_id = $1 and call.user_id = $3',
    user: 'call.user_id = $1 and call.user_id = $3',
  }[erasure.scope_kind];
  await keepWordsStill(transaction);
  const { rows } = await transaction.query<{ requestId: string; kind: string }>(
    `with erased as (
       delete from payload_contents content using invocations call
       where call.request_id = content.request_id and call.at = content.at and content.epoch < $2
         and ($3::text is not null) and ${condition}
       returning content.request_id, content.at, content.kind)
     , words as (
       delete from payload_signatures said using erased
       where said.at = erased.at and said.request_id = erased.request_id and said.kind = erased.kind)
     , marks as (
       update pin_entries entry set marks = '' from erased where entry.request_id = erased.request_id)
     select request_id as "requestId", kind from erased`,
    [erasure.scope_id, erasure.epoch, erasure.user_id],
  );
  await eraseFromWordBlocks(transaction, rows);
  return rows.length;
}

/** Contents of a user that came after the erasure that takes them was carried out: it is carried out again. */
export async function reopenErasures(
  database: Queryable,
  contents: readonly { readonly requestId: string; readonly epoch: number }[],
): Promise<void> {
  const epoch = Math.min(...contents.map((content) => content.epoch));
  const { rows } = await database.query('select from erasures where done_at is not null and epoch > $1 limit 1', [
    epoch,
  ]);
  if (rows.length === 0) return;
  // A call that waits for its settle has no row yet: whose it is, is not known then.
  await database.query(
    `update erasures set done_at = null
     from unnest($1::text[], $2::timestamptz[], $3::bigint[]) as late (request_id, at, epoch)
       left join invocations call on call.request_id = late.request_id and call.at = late.at
     where erasures.done_at is not null and erasures.epoch > late.epoch
       and coalesce(call.user_id, erasures.user_id) = erasures.user_id`,
    [
      contents.map(({ requestId }) => requestId),
      contents.map(({ requestId }) => new Date(timeOfId(requestId))),
      contents.map((content) => content.epoch),
    ],
  );
}

export async function markDone(database: Queryable, id: string): Promise<void> {
  await database.query('update erasures set done_at = now() where id = $1', [id]);
}

/** The erasure that a call's content fell to, or will; null when none. */
export async function findErasureOf(
  database: Queryable,
  call: { readonly requestId: string; readonly sessionId: string | null; readonly userId: string | null },
): Promise<ErasureRow | null> {
  // Which epoch a content was of is not known once it is gone; its time tells nearly as well.
  const { rows } = await database.query<ErasureRow>(
    `select ${columns} from erasures
     where user_id = $3 and erasures.requested_at > $4::timestamptz - interval '1 minute' and (scope_kind = 'user' or scope_kind = 'session' and scope_id = $2
       or scope_kind = 'invocation' and scope_id = $1)
     order by erasures.epoch desc limit 1`,
    [call.requestId, call.sessionId, call.userId, new Date(timeOfId(call.requestId))],
  );
  return rows[0] ?? null;
}

export function tombstoneOf(row: ErasureRow): TombstoneHead {
  return {
    erasure_id: row.id,
    at: row.requested_at,
    scope: { kind: row.scope_kind, id: row.scope_id, user_id: row.user_id },
    epoch: Number(row.epoch),
    reason: row.reason,
    actor: row.actor,
  };
}

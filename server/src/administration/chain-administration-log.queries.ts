import type { AdministrationHead } from '../audit/events.ts';
import type { Queryable } from '../database/queryable.ts';
import { timeColumn } from '../database/time-column.ts';

interface LineRow {
  id: string;
  at: string;
  actor: Record<string, unknown>;
  action: string;
  target_kind: string;
  target_id: string;
  before: unknown;
  after: unknown;
  reason: string | null;
  policy_version: number;
}

const columns = `id, ${timeColumn('at')}, actor, action, target_kind, target_id, before, after, reason, policy_version`;

/** Lines of the administration log that are in no chain yet, oldest first. */
export async function selectUnchained(database: Queryable, limit: number): Promise<AdministrationHead[]> {
  const { rows } = await database.query<LineRow>(
    `select ${columns} from administration_log where journal_id is null order by administration_log.id limit $1`,
    [limit],
  );
  return rows.map(toHead);
}

export async function markInChain(database: Queryable, ids: readonly string[], journalId: string): Promise<void> {
  await database.query(
    'update administration_log set journal_id = $2 where id = any($1::bigint[]) and journal_id is null',
    [ids, journalId],
  );
}

function toHead({ id, target_kind, target_id, ...row }: LineRow): AdministrationHead {
  return { entry_id: id, ...row, target: { kind: target_kind, id: target_id } };
}

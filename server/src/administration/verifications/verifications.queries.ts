import type { admin } from '@tollgate/contract';
import type { ChainHead } from '../../audit/events.ts';
import type { Report } from '../../audit/integrity/verify/report.ts';
import { timeColumn } from '../../database/time-column.ts';
import type { Queryable } from '../../database/queryable.ts';

export interface VerificationRow {
  readonly id: string;
  readonly state: admin.RecordVerification['state'];
  readonly actor: Record<string, unknown>;
  readonly created_at: string;
  readonly ended_at: string | null;
  readonly events_read: number;
  readonly chains: readonly ChainHead[];
  readonly report: admin.RecordVerification['report'];
  readonly reason: string | null;
}

/** For so long a run is believed to go on without a sign of life; it gives one far more often. */
const leaseSeconds = 20;
const lease = `now() + make_interval(secs => ${leaseSeconds})`;

const columns = `id, state, actor, ${timeColumn('created_at')}, ${timeColumn('ended_at')},
  events_read::double precision, chains, report, reason`;

/** @returns null when one is running already */
export async function insertVerification(
  database: Queryable,
  run: { readonly id: string; readonly actor: object; readonly chains: readonly ChainHead[] },
): Promise<VerificationRow | null> {
  const { rows } = await database.query<VerificationRow>(
    `insert into verifications (id, actor, chains, lease_until) values ($1, $2, $3, ${lease})
     on conflict do nothing returning ${columns}`,
    [run.id, JSON.stringify(run.actor), JSON.stringify(run.chains)],
  );
  return rows[0] ?? null;
}

/** Tells how far a run is, and keeps its lease. @returns whether it goes on: false once somebody asked it to end */
export async function noteEventsRead(database: Queryable, id: string, eventsRead: number): Promise<boolean> {
  const { rows } = await database.query<{ is_cancel_asked: boolean }>(
    `update verifications set events_read = $2, lease_until = ${lease}
     where id = $1 and state = 'running' returning is_cancel_asked`,
    [id, eventsRead],
  );
  return rows[0]?.is_cancel_asked === false;
}

export async function endVerification(
  database: Queryable,
  id: string,
  end: {
    readonly state: Exclude<VerificationRow['state'], 'running'>;
    readonly report: VerificationRow['report'];
    readonly reason: string | null;
  },
): Promise<void> {
  await database.query(
    `update verifications set state = $2, report = $3, reason = $4, ended_at = now() where id = $1 and state = 'running'`,
    [id, end.state, end.report && JSON.stringify(end.report), end.reason],
  );
}

/** @returns whether there is one that runs */
export async function askToCancelVerification(database: Queryable, id: string): Promise<boolean> {
  const { rowCount } = await database.query(
    `update verifications set is_cancel_asked = true where id = $1 and state = 'running'`,
    [id],
  );
  return rowCount === 1;
}

/** A run whose process gave no sign of life for long is one that was interrupted. */
export async function markVerificationsInterrupted(database: Queryable): Promise<void> {
  await database.query(
    `update verifications set state = 'interrupted', ended_at = lease_until
     where state = 'running' and lease_until < now()`,
  );
}

export async function selectVerification(database: Queryable, id: string): Promise<VerificationRow | null> {
  const { rows } = await database.query<VerificationRow>(`select ${columns} from verifications where id = $1`, [id]);
  return rows[0] ?? null;
}

/** Newest first; `before` is the id of the last one of the page before. */
export async function selectVerifications(
  database: Queryable,
  page: { readonly before: string | null; readonly limit: number },
): Promise<VerificationRow[]> {
  const { rows } = await database.query<VerificationRow>(
    `select ${columns} from verifications where $1::text is null or id < $1 order by id desc limit $2`,
    [page.before, page.limit],
  );
  return rows;
}

/** The newest one that went through to its end. */
export async function selectLastVerification(database: Queryable): Promise<VerificationRow | null> {
  const { rows } = await database.query<VerificationRow>(
    `select ${columns} from verifications where state = 'done' order by id desc limit 1`,
  );
  return rows[0] ?? null;
}

/** A report as it is kept and shown. */
export function reportShown({ findings, moreFindings, ...report }: Report): VerificationRow['report'] {
  return {
    chains: report.chains,
    events: report.events,
    calls: report.calls,
    contents: report.contents,
    unopened: report.unopened,
    gone: report.gone,
    checkpoints: report.checkpoints,
    uncovered: report.uncovered,
    covered_until: report.coveredUntil,
    is_signed: report.isSigned,
    findings: findings.slice(0, 100).map(({ journalId, sequence, requestId, message }) => ({
      journal_id: journalId,
      sequence: sequence === null ? null : String(sequence),
      request_id: requestId,
      message,
    })),
    more_findings: moreFindings + Math.max(0, findings.length - 100),
  };
}

import type { Queryable } from '../database/queryable.ts';
import type { Actor } from './actor.ts';

/** One change, told for the log. `before` and `after` hold what the admin API shows: never a secret, nor its hash. */
export interface LogEntry {
  /** `user.create`, `key.revoke`, … */
  readonly action: string;
  readonly target: { readonly kind: string; readonly id: string };
  readonly before: object | null;
  readonly after: object | null;
}

export async function insertLogEntry(
  transaction: Queryable,
  entry: LogEntry & { actor: Actor; reason: string | null; policyVersion: number },
): Promise<void> {
  await transaction.query(
    `INSERT INTO administration_log (actor, action, target_kind, target_id, before, after, reason, policy_version)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      JSON.stringify(entry.actor),
      entry.action,
      entry.target.kind,
      entry.target.id,
      entry.before && JSON.stringify(entry.before),
      entry.after && JSON.stringify(entry.after),
      entry.reason,
      entry.policyVersion,
    ],
  );
}

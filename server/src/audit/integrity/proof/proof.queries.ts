import type { Queryable } from '../../../database/queryable.ts';
import { timeColumn } from '../../../database/time-column.ts';
import { timeOfId } from '../../../platform/ids.ts';
import type { Checkpoint } from '../checkpoint.ts';

/** Where the events of a call stand in their chains; the second is null while it runs. */
export interface CallPlaces {
  readonly open: { readonly journalId: string; readonly sequence: bigint };
  readonly settle: { readonly journalId: string; readonly sequence: bigint } | null;
}

export async function selectCallPlaces(database: Queryable, requestId: string): Promise<CallPlaces | null> {
  const { rows } = await database.query<{
    journal_id: string;
    sequence: string;
    settle_journal_id: string | null;
    settle_sequence: string | null;
  }>(
    `select journal_id, sequence, settle_journal_id, settle_sequence from invocations
     where request_id = $1 and at = $2`,
    [requestId, new Date(timeOfId(requestId))],
  );
  const [row] = rows;
  if (!row) return null;
  const { settle_journal_id: journalId, settle_sequence: sequence } = row;
  return {
    open: { journalId: row.journal_id, sequence: BigInt(row.sequence) },
    settle: journalId === null || sequence === null ? null : { journalId, sequence: BigInt(sequence) },
  };
}

/** Later than any block: what follows a place with this time has a higher sequence. */
const afterAll = new Date('4000-01-01T00:00:00Z');

/** The place of the block that holds an event, as `selectBlocks` takes it: before it. Null when it is not there. */
export async function selectBlockBefore(
  database: Queryable,
  journalId: string,
  sequence: bigint,
): Promise<{ readonly sequence: bigint; readonly at: Date } | null> {
  const { rows } = await database.query<{ first_sequence: string }>(
    `select first_sequence from chain_blocks
     where journal_id = $1 and first_sequence <= $2 and last_sequence >= $2 order by first_sequence desc limit 1`,
    [journalId, sequence],
  );
  const [row] = rows;
  return row ? { sequence: BigInt(row.first_sequence) - 1n, at: afterAll } : null;
}

/** Checkpoints from a time on, the oldest first. */
export async function selectCheckpointsSince(database: Queryable, since: Date, limit: number): Promise<Checkpoint[]> {
  const { rows } = await database.query<Checkpoint>(
    `select id, ${timeColumn('at')}, body, signature from checkpoints
     where checkpoints.at >= $1 order by checkpoints.at, id limit $2`,
    [since, limit],
  );
  return rows;
}

import type { Queryable } from '../../database/queryable.ts';
import type { Position } from './batch.ts';

interface PositionRow {
  version: string;
  shipped_sequence: string;
  held_sequences: string[];
  chain_hash: Buffer | null;
}

/** How long a journal counts as alive after its shipper was last heard of, in seconds. */
export const leaseSeconds = 60;

function toPosition(row: PositionRow): Position {
  return {
    version: BigInt(row.version),
    sequence: BigInt(row.shipped_sequence),
    held: row.held_sequences.map(BigInt).toSorted((a, b) => (a < b ? -1 : 1)),
    chainHash: row.chain_hash,
  };
}

/** Makes the journal known, or comes back to it: it is alive again either way. */
export async function enterJournal(database: Queryable, journalId: string, host: string): Promise<Position> {
  const result = await database.query<PositionRow>(
    `insert into journals (id, host, lease_until) values ($1, $2, now() + make_interval(secs => $3))
     on conflict (id) do update set host = excluded.host, lease_until = excluded.lease_until, state = 'live'
     returning version, shipped_sequence, held_sequences, chain_hash`,
    [journalId, host, leaseSeconds],
  );
  const [row] = result.rows;
  if (!row) throw new Error(`the journal ${journalId} has no position`);
  return toPosition(row);
}

export async function readPosition(database: Queryable, journalId: string): Promise<Position | null> {
  const result = await database.query<PositionRow>(
    'select version, shipped_sequence, held_sequences, chain_hash from journals where id = $1',
    [journalId],
  );
  return result.rows[0] ? toPosition(result.rows[0]) : null;
}

/** Moves the journal on, from exactly the position that is expected. False when it is somewhere else. */
export async function advancePosition(
  database: Queryable,
  journalId: string,
  before: Position,
  after: Position,
): Promise<boolean> {
  const result = await database.query(
    `update journals set version = $3, shipped_sequence = $4, held_sequences = $5::bigint[],
       lease_until = now() + make_interval(secs => $6), chain_hash = $7
     where id = $1 and version = $2`,
    [journalId, before.version, after.version, after.sequence, after.held, leaseSeconds, after.chainHash],
  );
  return result.rowCount === 1;
}

export async function renewLease(database: Queryable, journalId: string): Promise<void> {
  await database.query('update journals set lease_until = now() + make_interval(secs => $2) where id = $1', [
    journalId,
    leaseSeconds,
  ]);
}

/** Nobody writes it any more and its open calls were told as interrupted. */
export async function closeJournal(database: Queryable, journalId: string): Promise<void> {
  await database.query(`update journals set state = 'closed' where id = $1`, [journalId]);
}

/** Journals that nobody has renewed for the length of a lease, with the lease that ran out. */
export async function findExpiredJournals(database: Queryable): Promise<{ id: string; leaseUntil: Date }[]> {
  const result = await database.query<{ id: string; lease_until: Date }>(
    `select id, lease_until from journals where state = 'live' and lease_until < now() order by lease_until`,
  );
  return result.rows.map((row) => ({ id: row.id, leaseUntil: row.lease_until }));
}

import type { AccessHead, AdministrationHead, ChainHead, TombstoneHead } from '../../events.ts';
import type { Queryable } from '../../../database/queryable.ts';
import { timeColumn } from '../../../database/time-column.ts';
import { timeOfId } from '../../../platform/ids.ts';
import { tombstoneOf } from '../../retention/erasures.queries.ts';
import { bookedColumns } from '../../shipper/corrections.queries.ts';
import type { Booked, Costing } from '../../shipper/ledger-rows.ts';
import { type CallIdentity, timeOfRequest } from '../../shipper/rows.ts';
import { keyOf } from './kept-event.ts';

interface EventPlace {
  readonly journalId: string;
  readonly sequence: bigint;
}

/** How far each chain is, as the journals' rows have it. */
export async function selectAllHeads(database: Queryable): Promise<ChainHead[]> {
  const { rows } = await database.query<ChainHead>(
    `select id as journal_id, shipped_sequence::text as sequence, encode(chain_hash, 'hex') as hash from journals
     where chain_hash is not null order by id`,
  );
  return rows;
}

export async function selectJournalIds(database: Queryable): Promise<string[]> {
  const { rows } = await database.query<{ id: string }>(
    'select distinct journal_id as id from chain_blocks order by 1',
  );
  return rows.map(({ id }) => id);
}

export interface BlockRow {
  readonly firstSequence: bigint;
  readonly lastSequence: bigint;
  readonly at: Date;
  readonly previousHash: Buffer;
  readonly lastHash: Buffer;
  readonly entries: Buffer;
}

/** The blocks of a chain in order, after the one named. */
export async function selectBlocks(
  database: Queryable,
  journalId: string,
  after: { readonly sequence: bigint; readonly at: Date },
  limit: number,
): Promise<BlockRow[]> {
  const { rows } = await database.query<{
    first_sequence: string;
    last_sequence: string;
    at: Date;
    previous_hash: Buffer;
    last_hash: Buffer;
    entries: Buffer;
  }>(
    `select first_sequence, last_sequence, at, previous_hash, last_hash, entries from chain_blocks
     where journal_id = $1 and (first_sequence, at) > ($2, $3) order by first_sequence, at limit $4`,
    [journalId, after.sequence, after.at, limit],
  );
  return rows.map((row) => ({
    firstSequence: BigInt(row.first_sequence),
    lastSequence: BigInt(row.last_sequence),
    at: row.at,
    previousHash: row.previous_hash,
    lastHash: row.last_hash,
    entries: row.entries,
  }));
}

/** Why an event has made no row, by the kind of what was not made. */
export type Aside = ReadonlySet<string>;

/** What was not made of these events: what a table would not take, and the rows of calls that are held. */
export async function selectAside(
  database: Queryable,
  events: readonly EventPlace[],
): Promise<ReadonlyMap<string, Aside>> {
  const { rows } = await database.query<{ journal_id: string; sequence: string; kind: string }>(
    `select journal_id, sequence, kind from rejected_events where (journal_id, sequence) in (${placesOf})
     union all select id, held, 'open' from journals, unnest(held_sequences) held where (id, held) in (${placesOf})`,
    placeValues(events),
  );
  const found = new Map<string, Set<string>>();
  for (const { journal_id, sequence, kind } of rows) {
    const key = `${journal_id} ${sequence}`;
    found.set(key, (found.get(key) ?? new Set()).add(kind));
  }
  return found;
}

export async function countRejected(database: Queryable): Promise<number> {
  const { rows } = await database.query<{ count: string }>('select count(*) as count from rejected_events');
  return Number(rows[0]?.count);
}

/** Whose a call is, as its row says, which event opened it, and which one (`keyOf`) settled it. */
export type Owner = CallIdentity & { readonly opened: EventPlace; readonly settled_by: string | null };

export async function selectOwners(
  database: Queryable,
  requestIds: readonly string[],
): Promise<ReadonlyMap<string, Owner>> {
  const { rows } = await database.query<Omit<Owner, 'opened'> & { request_id: string; j: string; s: string }>(
    `select request_id, journal_id as j, sequence as s, user_id, instance_id, session_id, trace_id, final_model, provider_id, route, decision,
       settle_journal_id || ' ' || settle_sequence as settled_by
     from invocations where request_id = any($1) and at = any($2::timestamptz[])`,
    [requestIds, timesOf(requestIds)],
  );
  return new Map(
    rows.map(({ j, s, ...row }) => [row.request_id, { ...row, opened: { journalId: j, sequence: BigInt(s) } }]),
  );
}

/** What was kept of late outcomes of these calls, by event. */
export async function selectCorrections(
  database: Queryable,
  requestIds: readonly string[],
): Promise<ReadonlyMap<string, unknown>> {
  const { rows } = await database.query<{ journal_id: string; sequence: string; head: unknown }>(
    `select journal_id, sequence, head from corrections
     where request_id = any($1) and at = any($2::timestamptz[])`,
    [requestIds, timesOf(requestIds)],
  );
  return new Map(rows.map(({ journal_id, sequence, head }) => [`${journal_id} ${sequence}`, head]));
}

/** What the ledger held for a call when this late outcome, or this correction, came. */
export async function selectBookedBefore(
  database: Queryable,
  { journalId, sequence, requestId }: Pick<Costing, 'journalId' | 'sequence' | 'requestId'>,
): Promise<Booked[]> {
  const { rows } = await database.query<Booked>(
    `select ${bookedColumns}
     from ledger entry left join corrections one using (request_id, at, journal_id, sequence)
     where entry.request_id = $1 and entry.at = $2
       and (entry.entry = 'charge' or (one.received_at, one.sequence) <
         (select received_at, sequence from corrections
          where request_id = $1 and at = $2 and journal_id = $3 and sequence = $4))`,
    [requestId, timeOfRequest(requestId), journalId, sequence],
  );
  return rows;
}

export interface ContentRow {
  readonly kind: string;
  readonly key_id: string;
  readonly commitment: Buffer;
  readonly box: Buffer;
}

/** The contents of a few events, by journal and sequence. */
export type Contents = ReadonlyMap<string, ContentRow>;

const contentBytesMax = 8 * 1024 * 1024;

/** The contents of these events, so many at once as are of a bearable size; events without one are left out. */
export async function* selectContentsOf(
  database: Queryable,
  events: readonly (EventPlace & { readonly requestId: string })[],
): AsyncGenerator<Contents> {
  const ids = [...new Set(events.map(({ requestId }) => requestId))];
  const { rows } = await database.query<{ journal_id: string; sequence: string; bytes: number }>(
    `select journal_id, sequence, octet_length(box) as bytes from payload_contents
     where request_id = any($1) and at = any($2::timestamptz[])`,
    [ids, timesOf(ids)],
  );
  const sizes = new Map(rows.map(({ journal_id, sequence, bytes }) => [`${journal_id} ${sequence}`, bytes]));
  let some: (typeof events)[number][] = [];
  let bytes = 0;
  for (const event of events) {
    const size = sizes.get(keyOf(event));
    if (size === undefined) continue;
    if (some.length > 0 && bytes + size > contentBytesMax) {
      yield await readContents(database, some);
      some = [];
      bytes = 0;
    }
    some.push(event);
    bytes += size;
  }
  if (some.length > 0) yield await readContents(database, some);
}

async function readContents(
  database: Queryable,
  events: readonly (EventPlace & { readonly requestId: string })[],
): Promise<Contents> {
  const ids = [...new Set(events.map(({ requestId }) => requestId))];
  const { rows } = await database.query<ContentRow & { journal_id: string; sequence: string }>(
    `select journal_id, sequence, kind, key_id, commitment, box from payload_contents
     where request_id = any($1) and at = any($2::timestamptz[])
       and (journal_id, sequence) in (select * from unnest($3::text[], $4::bigint[]))`,
    [ids, timesOf(ids), ...placeValues(events)],
  );
  return new Map(rows.map((row) => [`${row.journal_id} ${row.sequence}`, row]));
}

export interface AccessLine {
  readonly head: AccessHead;
  /** The sealed text that was searched for. */
  readonly content: Omit<ContentRow, 'kind'> | null;
}

export async function selectAccessesOf(
  database: Queryable,
  ids: readonly string[],
): Promise<ReadonlyMap<string, AccessLine>> {
  if (ids.length === 0) return new Map();
  const { rows } = await database.query<AccessRow>(
    `select access_id, ${timeColumn('at')}, actor, action, target_kind, target_id, detail, key_id, commitment, box
     from access_log where access_id = any($1) and at = any($2::timestamptz[])`,
    [ids, timesOf(ids)],
  );
  return new Map(rows.map((row) => [row.access_id, toAccess(row)]));
}

interface AccessRow extends Omit<AccessHead, 'target'> {
  readonly target_kind: string | null;
  readonly target_id: string;
  readonly key_id: string | null;
  readonly commitment: Buffer | null;
  readonly box: Buffer | null;
}

function toAccess({ target_kind: kind, target_id: id, key_id, commitment, box, ...row }: AccessRow): AccessLine {
  return {
    head: { ...row, target: kind === null ? null : { kind, id } },
    content: key_id === null || commitment === null || box === null ? null : { key_id, commitment, box },
  };
}

export async function selectLinesOf(
  database: Queryable,
  ids: readonly string[],
): Promise<ReadonlyMap<string, AdministrationHead>> {
  if (ids.length === 0) return new Map();
  const { rows } = await database.query<
    Omit<AdministrationHead, 'target'> & { target_kind: string; target_id: string }
  >(
    `select id as entry_id, ${timeColumn('at')}, actor, action, target_kind, target_id, before, after, reason,
       policy_version from administration_log where id = any($1::bigint[])`,
    [ids],
  );
  return new Map(
    rows.map(({ target_kind: kind, target_id: id, ...row }) => [row.entry_id, { ...row, target: { kind, id } }]),
  );
}

/** Erasures as their tombstones have them. */
export async function selectErasuresOf(
  database: Queryable,
  ids: readonly string[],
): Promise<ReadonlyMap<string, TombstoneHead>> {
  const { rows } = await database.query<Parameters<typeof tombstoneOf>[0]>(
    `select id, epoch, scope_kind, scope_id, user_id, reason, actor, ${timeColumn('requested_at')} from erasures
     where id = any($1)`,
    [ids],
  );
  return new Map(rows.map((row) => [row.id, tombstoneOf(row)]));
}

const placesOf = 'select * from unnest($1::text[], $2::bigint[])';

function placeValues(events: readonly EventPlace[]): unknown[] {
  return [events.map(({ journalId }) => journalId), events.map(({ sequence }) => sequence)];
}

/** The times inside ids: with them a look-up goes to one partition. */
function timesOf(ids: readonly string[]): Date[] {
  return [...new Set(ids.map(timeOfId))].filter((ms) => !Number.isNaN(ms)).map((ms) => new Date(ms));
}

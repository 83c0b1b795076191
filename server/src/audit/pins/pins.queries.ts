import type { Queryable } from '../../database/queryable.ts';

/** A pin as the hot path asks for it. */
export interface StoredPin {
  readonly id: string;
  readonly kind: 'trace' | 'session' | 'instance';
  readonly requestId: string;
  readonly rule: string;
  readonly expiresAtMs: number;
}

/** One line of what changed: a pin, and one of its calls unless the pin alone did. */
export interface PinChange {
  readonly pin: StoredPin;
  readonly isLifted: boolean;
  readonly changedAtMs: number;
  readonly entry: StoredEntry | null;
}

export interface StoredEntry {
  readonly requestId: string;
  readonly part: 'request' | 'answer';
  readonly traceId: string;
  readonly sessionId: string;
  /** Sealed; null while they have not come, empty once they were erased. */
  readonly marks: Buffer | null;
}

interface PinRow {
  id: string;
  kind: StoredPin['kind'];
  begun_by: string;
  rule: string;
  expires_at: Date;
  is_lifted: boolean;
  changed_ms: string;
}

interface EntryRow extends PinRow {
  request_id: string;
  part: StoredEntry['part'];
  trace_id: string;
  session_id: string;
  marks: Buffer | null;
  /** The time as it stands there, to a microsecond. */
  entered_at: string;
}

const pageRows = 5000;
/** More calls under the pins of one user and instance cannot be told from each other in time. */
const pagesMax = 10;

const pinColumns = `pin.id, pin.kind, pin.request_id as begun_by, pin.rule, pin.expires_at,
  pin.lifted_at is not null as is_lifted`;

/**
 * The pins in force of one user and instance, and their calls, that changed after a time of the database's clock.
 * @throws Error when there are too many calls to tell
 */
export async function selectPinChanges(
  database: Queryable,
  scope: { readonly userId: string; readonly instanceId: string },
  sinceMs: number,
): Promise<PinChange[]> {
  const { rows } = await database.query<PinRow>(
    `select ${pinColumns}, extract(epoch from pin.changed_at) * 1000 as changed_ms from pins pin
     where pin.user_id = $1 and pin.instance_id = $2 and pin.expires_at > now() and pin.changed_at > to_timestamp($3)`,
    [scope.userId, scope.instanceId, sinceMs / 1000],
  );
  const changes = rows.map((row) => toChange(row, null));
  let after: EntryRow | null = null;
  for (let page = 0; page < pagesMax; page++) {
    const entries = await selectEntries(database, scope, sinceMs, after);
    changes.push(...entries.map((row) => toChange(row, row)));
    after = entries.at(-1) ?? null;
    if (entries.length < pageRows) return changes;
  }
  throw new Error('there are too many calls under pins to tell');
}

async function selectEntries(
  database: Queryable,
  { userId, instanceId }: { readonly userId: string; readonly instanceId: string },
  sinceMs: number,
  after: EntryRow | null,
): Promise<EntryRow[]> {
  const { rows } = await database.query<EntryRow>(
    `select ${pinColumns}, extract(epoch from entry.changed_at) * 1000 as changed_ms, entry.request_id, entry.part,
       entry.trace_id, entry.session_id, entry.marks, entry.changed_at::text as entered_at
     from pins pin join pin_entries entry on entry.pin_id = pin.id
     where pin.user_id = $1 and pin.instance_id = $2 and pin.expires_at > now() and entry.changed_at > to_timestamp($3)
       and ($4::text is null or (entry.changed_at, entry.request_id, entry.part) > ($4::text::timestamptz, $5, $6))
     order by entry.changed_at, entry.request_id, entry.part limit ${pageRows}`,
    [userId, instanceId, sinceMs / 1000, after?.entered_at ?? null, after?.request_id ?? null, after?.part ?? null],
  );
  return rows;
}

function toChange(row: PinRow, entry: EntryRow | null): PinChange {
  return {
    pin: {
      id: row.id,
      kind: row.kind,
      requestId: row.begun_by,
      rule: row.rule,
      expiresAtMs: row.expires_at.getTime(),
    },
    isLifted: row.is_lifted,
    changedAtMs: Number(row.changed_ms),
    entry: entry && {
      requestId: entry.request_id,
      part: entry.part,
      traceId: entry.trace_id,
      sessionId: entry.session_id,
      marks: entry.marks,
    },
  };
}

export interface NewEntry extends StoredEntry {
  readonly pin: StoredPin;
  readonly userId: string;
  readonly instanceId: string;
}

/**
 * Enters a call under its pin, and the pin itself or its later end. Doing so twice changes nothing, and marks that come
 * later than the rest of a call find their place.
 */
export async function insertPinEntry(database: Queryable, entry: NewEntry): Promise<void> {
  const { pin } = entry;
  await database.query(
    `with pin as (
       insert into pins (id, user_id, instance_id, kind, request_id, rule, expires_at)
       values ($1, $2, $3, $4, $5, $6, $7)
       on conflict (id) do update set expires_at = excluded.expires_at, changed_at = clock_timestamp()
         where pins.expires_at < excluded.expires_at)
     insert into pin_entries (pin_id, request_id, part, trace_id, session_id, marks)
     values ($1, $8, $9, $10, $11, $12)
     on conflict (pin_id, request_id, part) do update set marks = excluded.marks, changed_at = clock_timestamp()
       where pin_entries.marks is null and excluded.marks is not null`,
    [
      pin.id,
      entry.userId,
      entry.instanceId,
      pin.kind,
      pin.requestId,
      pin.rule,
      new Date(pin.expiresAtMs),
      entry.requestId,
      entry.part,
      entry.traceId,
      entry.sessionId,
      entry.marks,
    ],
  );
}

/** Notes that a call under a pin gave an answer, whose marks come otherwise; nothing when the pin is gone. */
export async function insertAnswerEntry(database: Queryable, pinId: string, requestId: string): Promise<void> {
  await database.query(
    `insert into pin_entries (pin_id, request_id, part, trace_id, session_id)
     select pin_id, request_id, 'answer', trace_id, session_id from pin_entries
     where pin_id = $1 and request_id = $2 and part = 'request'
     on conflict (pin_id, request_id, part) do nothing`,
    [pinId, requestId],
  );
}

/** Pins that ran out this long ago are forgotten; the record of their calls still tells of them. */
export async function deleteOldPins(database: Queryable, days: number): Promise<void> {
  await database.query('delete from pins where expires_at < now() - make_interval(days => $1)', [days]);
}

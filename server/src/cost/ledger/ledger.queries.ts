import type { admin } from '@tollgate/contract';
import { Conditions } from '../../database/conditions.ts';
import { InvalidCursor } from '../../database/invalid-cursor.ts';
import type { Queryable } from '../../database/queryable.ts';

type LedgerEntry = admin.LedgerEntry;
type AnyOf = readonly string[] | undefined;

/** Each list means "any of". */
export interface LedgerFilter {
  readonly user?: AnyOf;
  readonly instance?: AnyOf;
  readonly model?: AnyOf;
  readonly provider?: AnyOf;
  readonly route?: AnyOf;
  readonly session?: AnyOf;
  readonly request_id?: AnyOf;
  readonly kind?: AnyOf;
  readonly currency?: AnyOf;
  readonly entry?: AnyOf;
  /** Time of the call, RFC 3339, inclusive. */
  readonly from?: string | undefined;
  /** Exclusive. */
  readonly to?: string | undefined;
}

const columns: Readonly<Record<keyof LedgerFilter, string>> = {
  user: 'user_id',
  instance: 'instance_id',
  model: 'model',
  provider: 'provider_id',
  route: 'route',
  session: 'session_id',
  request_id: 'request_id',
  kind: 'kind',
  currency: 'currency',
  entry: 'entry',
  from: 'at',
  to: 'at',
};

const classes = ['input', 'cached_input', 'cache_write', 'output', 'reasoning'] as const;
const object = (suffix: string, cast: string): string =>
  `json_build_object(${classes.map((name) => `'${name}', ${name}_${suffix}${cast}`).join(', ')})`;

const selected = `request_id, to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at, entry,
  to_char(booked_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as booked_at, user_id, instance_id, session_id, model,
  provider_id, route, kind, currency, amount::text as amount, ${object('amount', '::text')} as classes,
  ${object('tokens', '')} as tokens, fee_amount::text as fee_amount, fees, details, price_version::int as price_version, price_variant,
  is_estimated, is_rerouted, journal_id, sequence::text as sequence`;

const key = ['at', 'request_id', 'journal_id', 'sequence', 'currency'] as const;

/**
 * Entries of the ledger, those of the latest calls first.
 * @throws InvalidCursor
 */
export async function selectLedger(
  database: Queryable,
  filter: LedgerFilter,
  limit: number,
  cursor: string | null,
): Promise<{ items: LedgerEntry[]; next_cursor: string | null }> {
  const conditions = new Conditions();
  for (const [name, value] of Object.entries(filter)) {
    const column = columns[name as keyof LedgerFilter];
    if (value === undefined) continue;
    if (name === 'from') conditions.add(`${column} >= ?`, value);
    else if (name === 'to') conditions.add(`${column} < ?`, value);
    else conditions.add(`${column} = any(?)`, value);
  }
  if (cursor !== null) {
    const place = readPlace(cursor);
    conditions.add('at <= ?::timestamptz', place[0]);
    conditions.add(`(${key.join(', ')}) < (?::timestamptz, ?, ?, ?::bigint, ?)`, ...place);
  }
  const { rows } = await database.query<LedgerEntry>(
    `select ${selected} from ledger entry_row ${conditions.where}
     order by ${key.map((name) => `entry_row.${name} desc`).join(', ')} limit ${conditions.value(limit + 1)}`,
    conditions.values,
  );
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, next_cursor: rows.length > limit && last ? writePlace(last) : null };
}

function writePlace(entry: LedgerEntry): string {
  return Buffer.from(JSON.stringify(key.map((name) => entry[name]))).toString('base64url');
}

function readPlace(cursor: string): string[] {
  try {
    const value: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    const isPlace =
      Array.isArray(value) && value.length === key.length && value.every((one) => typeof one === 'string');
    const [at = '', , , sequence = ''] = isPlace ? value : [];
    if (isPlace && /^\d{4}-[\d:.TZ-]+$/.test(at) && /^\d{1,18}$/.test(sequence)) return value;
  } catch {
    // Falls through to the refusal below.
  }
  throw new InvalidCursor('This cursor is not one of ours.');
}

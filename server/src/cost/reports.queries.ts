import type { CostKind, Usage } from '@tollgate/contract';
import { Conditions } from '../database/conditions.ts';
import { InvalidCursor } from '../database/invalid-cursor.ts';
import type { Queryable } from '../database/queryable.ts';
import { type UsageSums, toUsage, usageSums } from '../database/usage-sums.ts';

export interface CostRange {
  /** RFC 3339, inclusive. */
  readonly from?: string | undefined;
  /** RFC 3339, exclusive. */
  readonly to?: string | undefined;
  /** Only this user's calls. */
  readonly userId?: string | undefined;
}

/** Exact decimal strings, one for each kind and currency: amounts of different currencies are never added. */
export interface CostAmount {
  readonly kind: CostKind;
  readonly currency: string;
  readonly amount: string;
}

export interface CostTotals {
  readonly calls: number;
  readonly usage: Usage;
  readonly costs: CostAmount[];
}

export interface CostLine extends CostTotals {
  readonly key: string | null;
  readonly name: string | null;
}

export interface CostPage {
  readonly items: CostLine[];
  readonly next_cursor: string | null;
}

/** What can be asked by: the column of `invocations`, the name beside it, and the column of `ledger`. */
const columns = {
  user: { key: 'user_id', name: 'user_email', ledger: 'user_id' },
  instance: { key: 'instance_id', name: 'instance_name', ledger: 'instance_id' },
  model: { key: 'final_model', name: 'final_model', ledger: 'model' },
  session: { key: 'session_id', name: 'session_id', ledger: 'session_id' },
  provider: { key: 'provider_id', name: 'provider_name', ledger: 'provider_id' },
  route: { key: 'route', name: 'route', ledger: 'route' },
} as const;
export type CostKey = keyof typeof columns;

/** Calls and tokens as the invocations have them, money as the ledger has it, corrections included. */
export async function costSummary(database: Queryable, range: CostRange): Promise<CostTotals> {
  const conditions = within(range);
  const calls = await database.query<UsageSums & { calls: string }>(
    `select count(*)::text as calls, ${usageSums} from invocations ${conditions.where}`,
    conditions.values,
  );
  const costs = await database.query<CostAmount>(
    `select kind, currency, sum(amount)::text as amount from ledger ${conditions.where}
     group by kind, currency order by kind, currency`,
    conditions.values,
  );
  const [row] = calls.rows;
  if (!row) throw new Error('an aggregate always has a row');
  return { calls: Number(row.calls), usage: toUsage(row), costs: costs.rows };
}

/**
 * The same by user, instance, …: ordered by key, those without one last.
 * @throws InvalidCursor
 */
export async function costsBy(
  database: Queryable,
  by: CostKey,
  range: CostRange,
  limit: number,
  cursor: string | null,
): Promise<CostPage> {
  const lines = await readLines(database, by, range, limit + 1, cursor);
  const page = lines.slice(0, limit);
  const costs = await readCosts(
    database,
    by,
    range,
    page.map((line) => line.key),
  );
  const items = page.map(({ key, name, calls, ...sums }) => ({
    key,
    name,
    calls: Number(calls),
    usage: toUsage(sums),
    costs: costs.filter((cost) => cost.key === key).map(({ kind, currency, amount }) => ({ kind, currency, amount })),
  }));
  const last = page.at(-1);
  return { items, next_cursor: lines.length > limit && last ? writeCursor(last.key) : null };
}

type LineRow = UsageSums & { key: string | null; name: string | null; calls: string };

async function readLines(
  database: Queryable,
  by: CostKey,
  range: CostRange,
  limit: number,
  cursor: string | null,
): Promise<LineRow[]> {
  const { key, name } = columns[by];
  const conditions = within(range);
  if (cursor !== null) {
    const after = readCursor(cursor);
    if (after === null) return [];
    conditions.add(`${key} > ? or ${key} is null`, after);
  }
  const result = await database.query<LineRow>(
    `select ${key} as key, max(${name}) as name, count(*)::text as calls, ${usageSums}
     from invocations ${conditions.where} group by ${key} order by ${key} nulls last limit ${conditions.value(limit)}`,
    conditions.values,
  );
  return result.rows;
}

async function readCosts(
  database: Queryable,
  by: CostKey,
  range: CostRange,
  keys: readonly (string | null)[],
): Promise<(CostAmount & { key: string | null })[]> {
  const { ledger } = columns[by];
  const conditions = within(range).add(
    `${ledger} = any(?) or (?::boolean and ${ledger} is null)`,
    keys,
    keys.includes(null),
  );
  const result = await database.query<CostAmount & { key: string | null }>(
    `select ${ledger} as key, kind, currency, sum(amount)::text as amount from ledger ${conditions.where}
     group by ${ledger}, kind, currency order by kind, currency`,
    conditions.values,
  );
  return result.rows;
}

function within({ from, to, userId }: CostRange): Conditions {
  const conditions = new Conditions();
  if (from !== undefined) conditions.add('at >= ?', from);
  if (to !== undefined) conditions.add('at < ?', to);
  if (userId !== undefined) conditions.add('user_id = ?', userId);
  return conditions;
}

function writeCursor(key: string | null): string {
  return Buffer.from(JSON.stringify({ key })).toString('base64url');
}

function readCursor(cursor: string): string | null {
  try {
    const value: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    if (typeof value === 'object' && value !== null && 'key' in value) {
      if (typeof value.key === 'string' || value.key === null) return value.key;
    }
  } catch {
    // Falls through to the refusal below.
  }
  throw new InvalidCursor('This cursor is not one of ours.');
}

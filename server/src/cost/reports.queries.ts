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

/**
 * What can be asked by: the column of `invocations`, the name beside it, the column of `ledger`, and in both tables the
 * column within which a key is unique ('' for keys that are unique as they are). A session's id comes from callers, so
 * it says something only together with its user, who is the line's name.
 */
const columns = {
  user: { key: 'user_id', name: 'user_email', ledger: 'user_id', owner: `''` },
  instance: { key: 'instance_id', name: 'instance_name', ledger: 'instance_id', owner: `''` },
  model: { key: 'final_model', name: 'final_model', ledger: 'model', owner: `''` },
  session: { key: 'session_id', name: 'user_email', ledger: 'session_id', owner: `coalesce(user_id, '')` },
  provider: { key: 'provider_id', name: 'provider_name', ledger: 'provider_id', owner: `''` },
  route: { key: 'route', name: 'route', ledger: 'route', owner: `''` },
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
  const items = page.map(({ key, owner, name, calls, ...sums }) => ({
    key,
    name,
    calls: Number(calls),
    usage: toUsage(sums),
    costs: costs
      .filter((cost) => cost.key === key && cost.owner === owner)
      .map(({ kind, currency, amount }) => ({ kind, currency, amount })),
  }));
  const last = page.at(-1);
  return { items, next_cursor: lines.length > limit && last ? writeCursor(last) : null };
}

/** Where a line stands in the order. */
interface LinePlace {
  readonly key: string | null;
  readonly owner: string;
}
type LineRow = UsageSums & LinePlace & { name: string | null; calls: string };

async function readLines(
  database: Queryable,
  by: CostKey,
  range: CostRange,
  limit: number,
  cursor: string | null,
): Promise<LineRow[]> {
  const { key, name, owner } = columns[by];
  const conditions = within(range);
  if (cursor !== null) {
    const after = readCursor(cursor);
    if (after.key === null) conditions.add(`${key} is null and ${owner} > ?`, after.owner);
    else conditions.add(`(${key}, ${owner}) > (?, ?) or ${key} is null`, after.key, after.owner);
  }
  const result = await database.query<LineRow>(
    `select ${key} as key, ${owner} as owner, max(${name}) as name, count(*)::text as calls, ${usageSums}
     from invocations ${conditions.where} group by 1, 2 order by 1 nulls last, 2 limit ${conditions.value(limit)}`,
    conditions.values,
  );
  return result.rows;
}

async function readCosts(
  database: Queryable,
  by: CostKey,
  range: CostRange,
  keys: readonly (string | null)[],
): Promise<(CostAmount & LinePlace)[]> {
  const { ledger, owner } = columns[by];
  const conditions = within(range).add(
    `${ledger} = any(?) or (?::boolean and ${ledger} is null)`,
    keys,
    keys.includes(null),
  );
  const result = await database.query<CostAmount & LinePlace>(
    `select ${ledger} as key, ${owner} as owner, kind, currency, sum(amount)::text as amount from ledger ${conditions.where}
     group by 1, 2, kind, currency order by kind, currency`,
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

function writeCursor({ key, owner }: LinePlace): string {
  return Buffer.from(JSON.stringify({ key, owner })).toString('base64url');
}

function readCursor(cursor: string): LinePlace {
  try {
    const value: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    if (typeof value === 'object' && value !== null && 'key' in value && 'owner' in value) {
      const { key, owner } = value;
      if ((typeof key === 'string' || key === null) && typeof owner === 'string') return { key, owner };
    }
  } catch {
    // Falls through to the refusal below.
  }
  throw new InvalidCursor('This cursor is not one of ours.');
}

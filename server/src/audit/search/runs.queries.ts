import type { CostKind, Invocation, Usage } from '@tollgate/contract';
import type { Queryable } from '../../database/queryable.ts';
import { type UsageSums, toUsage, usageSums } from '../../database/usage-sums.ts';
import { type InvocationRow, invocationColumns, toInvocation } from './invocation-columns.ts';
import { findUserIds } from './names.queries.ts';

export interface Run {
  readonly trace_id: string | null;
  readonly session_id: string | null;
  /** In order, at most 1,000; the totals are of all. */
  readonly items: Invocation[];
  readonly totals: {
    readonly calls: number;
    readonly usage: Usage;
    readonly costs: readonly { readonly kind: CostKind; readonly currency: string; readonly amount: string }[];
  };
}

/** Ids that callers chose are unique within one user only. */
export type RunResult =
  | { readonly kind: 'found'; readonly run: Run }
  | { readonly kind: 'several'; readonly users: readonly { readonly id: string; readonly email: string }[] };

type RunColumn = 'trace_id' | 'session_id';
const itemsMax = 1000;

/** The calls of one run of an agent. `user`: id or e-mail. Null when there are none. */
export function readTrace(database: Queryable, traceId: string, user?: string): Promise<RunResult | null> {
  return readRun(database, 'trace_id', traceId, user);
}

/** The calls of one conversation. `user`: id or e-mail. Null when there are none. */
export function readSession(database: Queryable, sessionId: string, user?: string): Promise<RunResult | null> {
  return readRun(database, 'session_id', sessionId, user);
}

async function readRun(database: Queryable, column: RunColumn, id: string, user?: string): Promise<RunResult | null> {
  const wanted = user === undefined ? null : await findUserIds(database, [user]);
  const users = await findUsers(database, column, id, wanted);
  if (users.length > 1)
    return {
      kind: 'several',
      users: users.flatMap(({ id: userId, email }) => (userId === null ? [] : [{ id: userId, email: email ?? '' }])),
    };
  const [owner] = users;
  if (!owner) return null;
  const items = await readItems(database, column, id, owner.id);
  const totals = await readTotals(database, column, id, owner.id);
  const costs = await readCosts(database, column, id, owner.id);
  return {
    kind: 'found',
    run: {
      trace_id: shared(items, 'trace_id'),
      session_id: shared(items, 'session_id'),
      items,
      totals: { ...totals, costs },
    },
  };
}

/** What all of them have in common; null when they differ. */
function shared(items: readonly Invocation[], name: RunColumn): string | null {
  const value = items[0]?.[name] ?? null;
  return items.every((item) => item[name] === value) ? value : null;
}

async function findUsers(
  database: Queryable,
  column: RunColumn,
  id: string,
  wanted: readonly string[] | null,
): Promise<{ id: string | null; email: string | null }[]> {
  const result = await database.query<{ id: string | null; email: string | null }>(
    `select user_id as id, max(user_email) as email from invocations
     where ${column} = $1 and ($2::text[] is null or user_id = any($2)) group by user_id order by user_id`,
    [id, wanted],
  );
  return result.rows;
}

async function readItems(
  database: Queryable,
  column: RunColumn,
  id: string,
  userId: string | null,
): Promise<Invocation[]> {
  const result = await database.query<InvocationRow>(
    `select ${invocationColumns} from invocations call
     where ${column} = $1 and user_id is not distinct from $2 order by at, request_id limit $3`,
    [id, userId, itemsMax],
  );
  return result.rows.map(toInvocation);
}

async function readTotals(
  database: Queryable,
  column: RunColumn,
  id: string,
  userId: string | null,
): Promise<{ calls: number; usage: Usage }> {
  const result = await database.query<UsageSums & { calls: string }>(
    `select count(*) as calls, ${usageSums} from invocations where ${column} = $1 and user_id is not distinct from $2`,
    [id, userId],
  );
  const [row] = result.rows;
  if (!row) throw new Error('an aggregate always has a row');
  return { calls: Number(row.calls), usage: toUsage(row) };
}

/** From the ledger, so that corrections count. */
async function readCosts(
  database: Queryable,
  column: RunColumn,
  id: string,
  userId: string | null,
): Promise<{ kind: CostKind; currency: string; amount: string }[]> {
  const result = await database.query<{ kind: CostKind; currency: string; amount: string }>(
    `select entry.kind, entry.currency, sum(entry.amount)::text as amount
     from invocations call join ledger entry on entry.request_id = call.request_id and entry.at = call.at
     where call.${column} = $1 and call.user_id is not distinct from $2
     group by entry.kind, entry.currency order by entry.kind, entry.currency`,
    [id, userId],
  );
  return result.rows;
}

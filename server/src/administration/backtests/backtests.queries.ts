import type { admin } from '@tollgate/contract';
import { timeColumn } from '../../database/time-column.ts';
import type { Queryable } from '../../database/queryable.ts';

type Progress = admin.Backtest['progress'];

export interface BacktestRow {
  readonly id: string;
  readonly state: admin.Backtest['state'];
  readonly request: admin.BacktestRequest;
  readonly actor: Record<string, unknown>;
  readonly created_at: string;
  readonly ended_at: string | null;
  readonly progress: Progress;
  readonly result: admin.BacktestResult | null;
  readonly reason: string | null;
}

/** For so long a run is believed to go on without a sign of life; it gives one far more often. */
const leaseSeconds = 20;

const columns = (result: string): string =>
  `id, state, request, actor, ${timeColumn('created_at')}, ${timeColumn('ended_at')}, progress, ${result} as result, reason`;

export async function insertBacktest(
  database: Queryable,
  run: {
    readonly id: string;
    readonly request: admin.BacktestRequest;
    readonly actor: object;
    readonly progress: Progress;
  },
): Promise<BacktestRow> {
  const { rows } = await database.query<BacktestRow>(
    `insert into backtests (id, request, actor, progress, lease_until)
     values ($1, $2, $3, $4, now() + make_interval(secs => ${leaseSeconds})) returning ${columns('result')}`,
    [run.id, JSON.stringify(run.request), JSON.stringify(run.actor), JSON.stringify(run.progress)],
  );
  const [row] = rows;
  if (!row) throw new Error('an insert always returns its row');
  return row;
}

/** A sign of life, for as long as a run is busy with one call. */
export async function renewBacktestLease(database: Queryable, id: string): Promise<void> {
  await database.query(
    `update backtests set lease_until = now() + make_interval(secs => ${leaseSeconds}) where id = $1 and state = 'running'`,
    [id],
  );
}

/** Tells how far a run is, and keeps its lease. @returns whether it goes on: false once somebody asked it to end */
export async function noteProgress(
  database: Queryable,
  id: string,
  { progress, result }: { readonly progress: Progress; readonly result: admin.BacktestResult },
): Promise<boolean> {
  const { rows } = await database.query<{ is_cancel_asked: boolean }>(
    `update backtests set progress = $2, result = $3, lease_until = now() + make_interval(secs => ${leaseSeconds})
     where id = $1 and state = 'running' returning is_cancel_asked`,
    [id, JSON.stringify(progress), JSON.stringify(result)],
  );
  return rows[0]?.is_cancel_asked === false;
}

export async function endBacktest(
  database: Queryable,
  id: string,
  end: {
    readonly state: Exclude<admin.Backtest['state'], 'running'>;
    readonly progress: Progress;
    readonly result: admin.BacktestResult;
    readonly reason: string | null;
  },
): Promise<void> {
  await database.query(
    `update backtests set state = $2, progress = $3, result = $4, reason = $5, ended_at = now()
     where id = $1 and state = 'running'`,
    [id, end.state, JSON.stringify(end.progress), JSON.stringify(end.result), end.reason],
  );
}

/** Asks a run to end, wherever it runs. @returns whether there is one that runs */
export async function askToCancel(database: Queryable, id: string): Promise<boolean> {
  const { rowCount } = await database.query(
    `update backtests set is_cancel_asked = true where id = $1 and state = 'running'`,
    [id],
  );
  return rowCount === 1;
}

/** A run whose process gave no sign of life for long is one that was interrupted. */
export async function markInterrupted(database: Queryable): Promise<void> {
  await database.query(
    `update backtests set state = 'interrupted', ended_at = lease_until where state = 'running' and lease_until < now()`,
  );
}

export async function selectBacktest(database: Queryable, id: string): Promise<BacktestRow | null> {
  const { rows } = await database.query<BacktestRow>(`select ${columns('result')} from backtests where id = $1`, [id]);
  return rows[0] ?? null;
}

/** Newest first, without their results; `before` is the id of the last one of the page before. */
export async function selectBacktests(
  database: Queryable,
  page: { readonly before: string | null; readonly limit: number },
): Promise<BacktestRow[]> {
  const { rows } = await database.query<BacktestRow>(
    `select ${columns('null::json')} from backtests where $1::text is null or id < $1 order by id desc limit $2`,
    [page.before, page.limit],
  );
  return rows;
}

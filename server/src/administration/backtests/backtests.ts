import type { admin } from '@tollgate/contract';
import pg from 'pg';
import type { Opener } from '../../audit/vault/vault.ts';
import { describeError } from '../../database/describe-error.ts';
import type { Judge } from '../../journey/judge.ts';
import type { ReadAnswer } from '../../journey/read-answer.ts';
import { newId } from '../../platform/ids.ts';
import type { Logger } from '../../platform/logger.ts';
import { compileRules } from '../../risk/compile.ts';
import type { RuleCosts } from '../../risk/rule-costs.ts';
import type { RuleSet } from '../../risk/rule-set.ts';
import type { AccessLog } from '../access-log.ts';
import type { Actor } from '../actor.ts';
import { assertAdministrator } from '../assert-administrator.ts';
import type { FingerprintStore } from '../fingerprint-sets/fingerprint-store.ts';
import { AdministrationRefusal } from '../refusal.ts';
import { conflict, notFound } from '../refuse.ts';
import { documentInForce } from '../rules/changed-policy.ts';
import { rulesWith } from '../rules/unsaved.ts';
import {
  askToCancel,
  type BacktestRow,
  endBacktest,
  insertBacktest,
  markInterrupted,
  noteProgress,
  renewBacktestLease,
  selectBacktest,
  selectBacktests,
} from './backtests.queries.ts';
import { createCallComparing } from './compare-call.ts';
import { noProgress, runBacktest, type RunState } from './run.ts';

export interface BacktestsOptions {
  readonly pool: pg.Pool;
  /** Its statements end soon, and it has few connections: the record is read beside everything else. */
  readonly recordPool: pg.Pool;
  readonly opener: Opener;
  /** Scans large requests in a thread of its own. */
  readonly judge: Judge;
  readonly readAnswer: ReadAnswer;
  readonly costs: RuleCosts;
  readonly fingerprints: FingerprintStore;
  readonly accessLog: AccessLog;
  readonly log: Logger;
}

/**
 * Runs of changed rules over what was recorded: one at a time in a process. A run ends with its process; what it found
 * until then is kept.
 */
export interface Backtests {
  /** @throws AdministrationRefusal when one is running here, or a rule could not be saved */
  start(actor: Actor, request: admin.BacktestRequest): Promise<BacktestRow>;
  /** Asks it to end, in whatever process it runs. @throws AdministrationRefusal when it does not run */
  cancel(actor: Actor, id: string): Promise<void>;
  read(id: string): Promise<BacktestRow>;
  list(page: { readonly before: string | null; readonly limit: number }): Promise<BacktestRow[]>;
  stop(): Promise<void>;
}

export function createBacktests(options: BacktestsOptions): Backtests {
  const { pool, accessLog } = options;
  const ending = new AbortController();
  let running: Promise<void> | null = null;
  /** Taken before anything is awaited, so that two who ask at once do not both get their run. */
  let isTaken = false;

  const start: Backtests['start'] = async (actor, request) => {
    assertAdministrator(actor);
    if (isTaken || ending.signal.aborted) throw conflict('A backtest is running already. Wait for it, or cancel it.');
    isTaken = true;
    try {
      const rules = compileRules(await rulesWith(pool, request.rules, options.fingerprints));
      const id = newId('bkt');
      const { from, to, filters, calls_max } = request;
      const target = { kind: 'backtest', id };
      await accessLog.record({ actor, action: 'backtest.run', target, detail: { from, to, filters, calls_max } });
      const row = await insertBacktest(pool, { id, request, actor, progress: noProgress });
      running = runToItsEnd(options, row, rules, ending.signal).finally(() => (isTaken = false));
      return row;
    } catch (error) {
      isTaken = false;
      throw error;
    }
  };

  return {
    start,
    async cancel(actor, id) {
      assertAdministrator(actor);
      await markInterrupted(pool);
      if (await askToCancel(pool, id)) return;
      throw (await selectBacktest(pool, id)) ? conflict('This backtest has ended.') : notFound('backtest');
    },
    async read(id) {
      await markInterrupted(pool);
      const row = await selectBacktest(pool, id);
      if (!row) throw notFound('backtest');
      return row;
    },
    async list(page) {
      await markInterrupted(pool);
      return selectBacktests(pool, page);
    },
    async stop() {
      ending.abort();
      await running;
    },
  };
}

const signOfLifeMs = 5000;

/** Never throws: how it ended is in its row, or its lease runs out. */
async function runToItsEnd(
  { pool, recordPool, opener, judge, readAnswer, costs, log }: BacktestsOptions,
  { id, request }: BacktestRow,
  rules: RuleSet,
  signal: AbortSignal,
): Promise<void> {
  let last: RunState = { progress: noProgress, result: { decisions: [], answers: [], rules: [] } };
  const note = async (state: RunState): Promise<boolean> => {
    last = state;
    return noteProgress(pool, id, state);
  };
  const living = setInterval(() => void renewBacktestLease(pool, id).catch(() => undefined), signOfLifeMs).unref();
  try {
    const { reviewed_texts: reviewedTexts } = await documentInForce(pool);
    const compare = createCallComparing({ pool: recordPool, opener, judge, readAnswer, rules, reviewedTexts });
    const { isCancelled, ...state } = await runBacktest({
      pool: recordPool,
      request,
      rules,
      compare,
      costs,
      note,
      signal,
    });
    const ended = !isCancelled ? 'done' : signal.aborted ? 'interrupted' : 'cancelled';
    await endBacktest(pool, id, { ...state, state: ended, reason: null });
  } catch (error) {
    const reason = reasonOf(error);
    log.warn({ backtest: id, reason }, 'a backtest failed');
    await endBacktest(pool, id, { ...last, state: 'failed', reason }).catch(() => undefined);
  } finally {
    clearInterval(living);
  }
}

/** Other messages than those of the database may repeat what was read: of these the kind is enough. */
function reasonOf(error: unknown): string {
  if (error instanceof pg.DatabaseError || error instanceof AdministrationRefusal) return describeError(error);
  const { name = 'unknown error', code } = error as { name?: string; code?: unknown };
  return typeof code === 'string' ? `${name} ${code}` : name;
}

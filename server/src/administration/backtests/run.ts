import { setTimeout } from 'node:timers/promises';
import type { admin } from '@tollgate/contract';
import type { InvocationFilter } from '../../audit/search/invocations.queries.ts';
import type { Queryable } from '../../database/queryable.ts';
import type { RuleCosts } from '../../risk/rule-costs.ts';
import type { RuleSet } from '../../risk/rule-set.ts';
import { measureRules } from '../rules/measure-rules.ts';
import type { CompareCall } from './compare-call.ts';
import { Comparison } from './comparison.ts';
import { countCalls, isInSample, recordedCalls } from './recorded-calls.ts';

export type Progress = admin.Backtest['progress'];

export interface Run {
  readonly pool: Queryable;
  readonly request: admin.BacktestRequest;
  readonly rules: RuleSet;
  readonly compare: CompareCall;
  readonly costs: RuleCosts;
  /** Told now and then how far it is. @returns whether it goes on */
  readonly note: (state: RunState) => Promise<boolean>;
  readonly signal: AbortSignal;
}

export interface RunState {
  readonly progress: Progress;
  readonly result: admin.BacktestResult;
}

export const noProgress: Progress = {
  calls_total: null,
  calls_looked_at: 0,
  calls_compared: 0,
  calls_skipped: 0,
  calls_gone: 0,
};

const noteEveryMs = 1000;
/** Calls have to go on beside it: after each piece of work it rests as long, but no longer than this. */
const restMaxMs = 100;
/** Shorter requests measure the clock more than the rules. */
const measuredMin = 5000;

/** Runs the rules over the calls of the window, until they are through or `note` says no. */
export async function runBacktest(run: Run): Promise<RunState & { readonly isCancelled: boolean }> {
  const { pool, request, compare, note, signal } = run;
  const filter: InvocationFilter = { ...request.filters, from: request.from, to: request.to };
  const comparison = new Comparison(request.samples_max);
  const progress = { ...noProgress, calls_total: await countCalls(pool, filter) };
  const share = request.calls_max / Math.max(1, progress.calls_total ?? 0);
  const stateNow = (): RunState => ({
    progress: { ...progress },
    result: comparison.result((rule) => run.costs.of(rule)),
  });
  let isMeasured = false;
  let notedAt = performance.now();
  for await (const invocation of recordedCalls(pool, filter)) {
    if (signal.aborted) return { ...stateNow(), isCancelled: true };
    progress.calls_looked_at++;
    if (isInSample(invocation.request_id, share)) {
      const startedAt = performance.now();
      const compared = await compare(invocation);
      if (compared.kind === 'compared') {
        progress.calls_compared++;
        comparison.add(compared.call, compared.judgement, compared.answer);
        if (!isMeasured && compared.request.text.length >= measuredMin) {
          isMeasured = true;
          await measureRules(run.rules.compiled, compared.request.texts, { first: idsOf(request), costs: run.costs });
        }
      } else if (compared.kind === 'gone') progress.calls_gone++;
      else progress.calls_skipped++;
      await setTimeout(Math.min(restMaxMs, performance.now() - startedAt));
    }
    if (performance.now() - notedAt > noteEveryMs) {
      if (!(await note(stateNow()))) return { ...stateNow(), isCancelled: true };
      notedAt = performance.now();
    }
    if (progress.calls_compared >= request.calls_max) break;
  }
  const state = stateNow();
  return { ...state, isCancelled: !(await note(state)) };
}

function idsOf({ rules }: admin.BacktestRequest): string[] {
  return rules.map(({ id }) => id);
}

import type { admin } from '@tollgate/contract';
import type { Queryable } from '../../database/queryable.ts';
import type { RuleCosts } from '../../risk/rule-costs.ts';
import { invalid } from '../refuse.ts';
import { readRules } from './read.ts';
import { type Days, selectLastHits, selectRuleDays, selectVerdicts } from './statistics.queries.ts';

const dayMs = 86_400_000;
/** Longer windows would make long answers, and say little by the day. */
const daysMax = 400;

/**
 * How each rule did: those in force, and others that hit within the window, by id.
 * @throws AdministrationRefusal for a window that ends before it begins, or is longer than 400 days
 */
export async function ruleStatistics(
  database: Queryable,
  costs: RuleCosts,
  window: { readonly from?: string | undefined; readonly to?: string | undefined },
): Promise<admin.RuleStatistics[]> {
  const days = daysOf(window, Date.now());
  const byRule = Map.groupBy(await selectRuleDays(database, days), ({ rule }) => rule);
  const lastHits = await selectLastHits(database);
  const verdicts = await selectVerdicts(database, days);
  const inForce = (await readRules(database)).map(({ id }) => id);
  const ids = new Set([...inForce, ...byRule.keys(), ...verdicts.keys()]);
  return [...ids].toSorted().map((rule) => {
    const rows = byRule.get(rule) ?? [];
    return {
      rule,
      calls: rows.reduce((sum, { calls }) => sum + calls, 0),
      hits: rows.reduce((sum, { hits }) => sum + hits, 0),
      days: rows.map(({ day, calls, hits }) => ({ day, calls, hits })),
      last_hit_at: lastHits.get(rule) ?? null,
      marked_wrong: verdicts.get(rule)?.wrong ?? 0,
      marked_right: verdicts.get(rule)?.right ?? 0,
      us_per_100_kb: costs.of(rule),
    };
  });
}

function daysOf(
  { from, to }: { readonly from?: string | undefined; readonly to?: string | undefined },
  nowMs: number,
): Days {
  const last = to ?? dayOf(nowMs);
  const first = from ?? dayOf(Date.parse(last) - 30 * dayMs);
  const count = (Date.parse(last) - Date.parse(first)) / dayMs;
  if (count < 0) throw invalid('to', 'must not be before `from`');
  if (count > daysMax) throw invalid('from', `is more than ${daysMax} days before the last day`);
  return { from: first, to: last };
}

function dayOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}

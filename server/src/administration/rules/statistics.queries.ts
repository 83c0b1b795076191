import type { Queryable } from '../../database/queryable.ts';
import { timeColumn } from '../../database/time-column.ts';

export interface RuleDayRow {
  readonly rule: string;
  readonly day: string;
  readonly calls: number;
  readonly hits: number;
}

/** First and last day (UTC), both included. */
export interface Days {
  readonly from: string;
  readonly to: string;
}

/** How often rules hit on each day, by rule and day. Sums that were written with the calls: no call is read. */
export async function selectRuleDays(database: Queryable, { from, to }: Days): Promise<RuleDayRow[]> {
  const { rows } = await database.query<RuleDayRow>(
    `select rule, to_char(day, 'YYYY-MM-DD') as day, calls::float8 as calls, hits::float8 as hits from rule_hits
     where day between $1::date and $2::date order by rule, rule_hits.day`,
    [from, to],
  );
  return rows;
}

export async function selectLastHits(database: Queryable): Promise<Map<string, string>> {
  const { rows } = await database.query<{ rule: string; last_at: string }>(
    `select rule, ${timeColumn('last_at')} from (select rule, max(last_at) as last_at from rule_hits group by rule) newest`,
  );
  return new Map(rows.map(({ rule, last_at }) => [rule, last_at]));
}

/** What people said of the hits of these days. */
export async function selectVerdicts(
  database: Queryable,
  { from, to }: Days,
): Promise<Map<string, { readonly right: number; readonly wrong: number }>> {
  const { rows } = await database.query<{ rule: string; right: number; wrong: number }>(
    `select rule, count(*) filter (where verdict = 'right')::int as right,
       count(*) filter (where verdict = 'wrong')::int as wrong
     from reviews where at >= $1::date::timestamp at time zone 'UTC'
       and at < ($2::date + 1)::timestamp at time zone 'UTC' group by rule`,
    [from, to],
  );
  return new Map(rows.map(({ rule, ...counts }) => [rule, counts]));
}

import type { HitRecord } from '@tollgate/contract';
import type pg from 'pg';
import type { Projection } from '../batch.ts';
import { timeOfRequest } from '../rows.ts';

interface RuleDay {
  readonly day: string;
  readonly rule: string;
  calls: number;
  hits: number;
  last_at: string;
}

/** How often each rule hit on each day (UTC), in the transaction of the rows that it sums. */
export const projectRuleHits: Projection = async (content) => {
  const days = new Map<string, RuleDay>();
  for (const { open, settle } of content.calls) {
    count(days, open.head.request_id, [...open.head.hits, ...(settle?.head.answer_scan?.hits ?? [])]);
  }
  for (const { head } of content.settles) count(days, head.request_id, head.answer_scan?.hits ?? []);
  if (days.size === 0) return null;
  // In one order, so that two shippers wait for each other in turn and not in a circle.
  const rows = [...days.values()].toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  return (client) => addRuleHits(client, rows);
};

function count(days: Map<string, RuleDay>, requestId: string, hits: readonly HitRecord[]): void {
  if (hits.length === 0) return;
  const at = timeOfRequest(requestId);
  for (const [rule, own] of Map.groupBy(hits, (hit) => hit.rule)) {
    const fresh: RuleDay = { day: at.slice(0, 10), rule, calls: 0, hits: 0, last_at: at };
    const row = days.get(keyOf(fresh)) ?? fresh;
    days.set(keyOf(row), row);
    row.calls += 1;
    row.hits += own.length;
    if (at > row.last_at) row.last_at = at;
  }
}

function keyOf({ rule, day }: RuleDay): string {
  return `${rule} ${day}`;
}

async function addRuleHits(client: pg.ClientBase, rows: readonly RuleDay[]): Promise<void> {
  await client.query(
    `insert into rule_hits (day, rule, calls, hits, last_at)
     select day, rule, calls, hits, last_at from json_populate_recordset(null::rule_hits, $1::json)
     on conflict (rule, day) do update set calls = rule_hits.calls + excluded.calls,
       hits = rule_hits.hits + excluded.hits, last_at = greatest(rule_hits.last_at, excluded.last_at)`,
    [JSON.stringify(rows)],
  );
}

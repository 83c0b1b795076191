import type { HitRecord } from '@tollgate/contract';
import type pg from 'pg';
import type { EventOf, Projection } from '../batch.ts';
import { timeOfRequest } from '../rows.ts';

interface RuleDay {
  readonly day: string;
  readonly rule: string;
  calls: number;
  hits: number;
  last_at: string;
}

/** How often each rule hit on each day (UTC), in the transaction of the rows that it sums. */
export const projectRuleHits: Projection = async ({ calls, settles }) => {
  const sums = new Sums();
  for (const { open, settle } of calls) {
    sums.add(open.head.request_id, [...open.head.hits, ...(settle?.head.answer_scan?.hits ?? [])]);
  }
  const answers = settles.filter(({ head }) => (head.answer_scan?.hits.length ?? 0) > 0);
  if (sums.isEmpty && answers.length === 0) return null;
  return async (client) => {
    const known = await selectSettled(client, answers);
    const all = sums.copy();
    for (const { head, sequence } of answers) {
      const rules = known.get(sequence);
      if (rules) all.add(head.request_id, head.answer_scan?.hits ?? [], rules);
    }
    if (!all.isEmpty) await addRuleHits(client, all.rows);
  };
};

class Sums {
  readonly #days: Map<string, RuleDay>;

  constructor(days: readonly RuleDay[] = []) {
    this.#days = new Map(days.map((row) => [keyOf(row), { ...row }]));
  }

  /** @param counted rules for which the call was counted already */
  add(requestId: string, hits: readonly HitRecord[], counted: ReadonlySet<string> = new Set()): void {
    if (hits.length === 0) return;
    const at = timeOfRequest(requestId);
    for (const [rule, own] of Map.groupBy(hits, (hit) => hit.rule)) {
      const fresh: RuleDay = { day: at.slice(0, 10), rule, calls: 0, hits: 0, last_at: at };
      const row = this.#days.get(keyOf(fresh)) ?? fresh;
      this.#days.set(keyOf(row), row);
      if (!counted.has(rule)) row.calls += 1;
      row.hits += own.length;
      if (at > row.last_at) row.last_at = at;
    }
  }

  copy(): Sums {
    return new Sums([...this.#days.values()]);
  }

  get isEmpty(): boolean {
    return this.#days.size === 0;
  }

  /** In one order, so that two shippers wait for each other in turn and not in a circle. */
  get rows(): RuleDay[] {
    return [...this.#days.values()].toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  }
}

function keyOf({ rule, day }: RuleDay): string {
  return `${rule} ${day}`;
}

/** By sequence: the rules that hit in the request of the call that this event settled. One that came too late settled none. */
async function selectSettled(
  client: pg.ClientBase,
  settles: readonly EventOf<'settle'>[],
): Promise<Map<bigint, ReadonlySet<string>>> {
  if (settles.length === 0) return new Map();
  const { rows } = await client.query<{ sequence: string; rules: string[] }>(
    `select settle.sequence, call.rules from invocations call
     join unnest($1::text[], $2::timestamptz[], $3::text[], $4::bigint[]) settle (request_id, at, journal_id, sequence)
       on call.request_id = settle.request_id and call.at = settle.at
       and call.settle_journal_id = settle.journal_id and call.settle_sequence = settle.sequence`,
    [
      settles.map(({ head }) => head.request_id),
      settles.map(({ head }) => timeOfRequest(head.request_id)),
      settles.map(({ journalId }) => journalId),
      settles.map(({ sequence }) => String(sequence)),
    ],
  );
  return new Map(rows.map(({ sequence, rules }) => [BigInt(sequence), new Set(rules)]));
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

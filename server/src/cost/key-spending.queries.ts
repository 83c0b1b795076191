import type { Cost } from '@tollgate/contract';
import type { Queryable } from '../database/queryable.ts';

type CostAmount = Pick<Cost, 'kind' | 'currency' | 'amount'>;

/** What calls with one key came to. */
export interface KeySpending {
  readonly calls: number;
  readonly totalTokens: number;
  readonly costs: readonly CostAmount[];
}

/**
 * One statement, so that calls and money are of one moment; corrections stand in the ledger under the time of their call.
 * @param from RFC 3339, inclusive
 * @param to RFC 3339, exclusive
 */
export async function readKeySpending(
  database: Queryable,
  key: { readonly id: string; readonly userId: string },
  from: string,
  to: string,
): Promise<KeySpending> {
  const { rows } = await database.query<{ calls: string; tokens: string; costs: CostAmount[] | null }>(
    `with calls as materialized (
       select request_id, at, total_tokens from invocations
       where user_id = $1 and key_id = $2 and at >= $3 and at < $4
     ), costs as (
       select kind, currency, sum(amount)::text as amount
       from ledger join calls using (request_id, at) where at >= $3 and at < $4
       group by kind, currency order by kind, currency
     )
     select (select count(*) from calls)::text as calls,
       (select coalesce(sum(total_tokens), 0) from calls)::text as tokens,
       (select json_agg(costs) from costs) as costs`,
    [key.userId, key.id, from, to],
  );
  const [row] = rows;
  if (!row) throw new Error('an aggregate always has a row');
  return { calls: Number(row.calls), totalTokens: Number(row.tokens), costs: row.costs ?? [] };
}

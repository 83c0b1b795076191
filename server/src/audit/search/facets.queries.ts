import { Conditions } from '../../database/conditions.ts';
import type { Queryable } from '../../database/queryable.ts';
import { inTime } from './in-time.ts';
import { conditionsOf, type InvocationFilter } from './invocations.queries.ts';

/** How many of the newest calls are counted; fewer where that many take too long. */
const counts = [10_000, 1000, 100] as const;
const valuesMax = 50;

const facetNames = ['decision', 'route', 'status', 'model', 'rule', 'provider'] as const;
type FacetName = (typeof facetNames)[number];

export interface FacetValue {
  readonly value: string;
  /** Where it is shown by another name than its value. */
  readonly name: string | null;
  readonly calls: number;
}

export interface Facets {
  readonly calls: number;
  readonly is_complete: boolean;
  readonly costs: { readonly currency: string; readonly amount: string; readonly calls: number }[];
  readonly facets: Record<FacetName, FacetValue[]>;
}

interface CountRow {
  readonly part: FacetName | 'cost' | 'all';
  readonly value: string;
  readonly name: string | null;
  readonly calls: number;
  readonly amount: string | null;
}

const simple = (part: string, column: string, name = 'null::text'): string =>
  `select '${part}', ${column}, ${name}, count(*)::integer, null::text
   from newest where ${column} is not null group by ${column}`;

const parts: Record<CountRow['part'], string> = {
  decision: simple('decision', 'decision'),
  route: simple('route', 'route'),
  status: simple('status', 'status'),
  model: simple('model', 'final_model'),
  provider: simple('provider', 'provider_id', 'max(provider_name)'),
  rule: `select 'rule', rule, null::text, count(*)::integer, null::text from newest,
    lateral (select distinct unnest(coalesce(rules, '{}') || coalesce(answer_rules, '{}')) as rule) found group by rule`,
  cost: `select 'cost', cost_currency, null::text, count(*)::integer, sum(cost_amount)::text
    from newest where cost_amount is not null group by cost_currency`,
  all: `select 'all', '', null::text, count(*)::integer, null::text from newest`,
};

/**
 * Counts the newest calls of a search by what they are. A value that was chosen hides the others from the list, and not
 * from here: each facet is counted without what was chosen of it.
 * @throws Error when not even the newest hundred are found in time
 */
export async function countFacets(database: Queryable, filter: InvocationFilter): Promise<Facets> {
  for (const limit of counts) {
    const found = await inTime(() => countNewest(database, filter, limit));
    if (found !== null) return found;
  }
  throw new Error('the newest calls of a search take too long to be counted');
}

async function countNewest(database: Queryable, filter: InvocationFilter, limit: number): Promise<Facets> {
  const chosen = facetNames.filter((name) => filter[name] !== undefined);
  const others = facetNames.filter((name) => filter[name] === undefined);
  const rows = await select(database, filter, ['all', 'cost', ...others], limit);
  for (const name of chosen) rows.push(...(await select(database, { ...filter, [name]: undefined }, [name], limit)));
  const calls = rows.find(({ part }) => part === 'all')?.calls ?? 0;
  const of = (part: CountRow['part']): CountRow[] =>
    rows
      .filter((row) => row.part === part)
      .toSorted((a, b) => b.calls - a.calls || (a.value < b.value ? -1 : 1))
      .slice(0, valuesMax);
  const facet = (part: FacetName): FacetValue[] =>
    of(part).map(({ value, name, calls: n }) => ({ value, name, calls: n }));
  return {
    calls,
    is_complete: calls < limit,
    costs: of('cost').map(({ value, amount, calls: n }) => ({ currency: value, amount: amount ?? '0', calls: n })),
    facets: {
      decision: facet('decision'),
      route: facet('route'),
      status: facet('status'),
      model: facet('model'),
      rule: facet('rule'),
      provider: facet('provider'),
    },
  };
}

async function select(
  database: Queryable,
  filter: InvocationFilter,
  wanted: readonly CountRow['part'][],
  limit: number,
): Promise<CountRow[]> {
  const conditions = await conditionsOf(database, filter, new Conditions());
  const { rows } = await database.query<CountRow>(
    `with newest as materialized (
       select call.decision, call.route, call.status, call.final_model, call.provider_id, call.provider_name, call.rules,
         call.answer_rules, call.cost_currency, call.cost_amount
       from invocations call ${conditions.where}
       order by call.at desc, call.request_id desc limit ${conditions.value(limit)})
     select * from (${wanted.map((part) => parts[part]).join(' union all ')}) counted (part, value, name, calls, amount)`,
    conditions.values,
  );
  return rows;
}

import type { admin } from '@tollgate/contract';
import type { z } from 'zod';
import { readBounds } from '../../cost/reports/bounds.queries.ts';
import { type Bounds, callsUrl, type SearchQuery } from '../../cost/reports/calls-url.ts';
import type { CostKey } from '../../cost/reports/dimensions.ts';
import type { CostLine, CostReport } from '../../cost/reports/report.ts';
import type { Queryable } from '../../database/queryable.ts';

type Query = z.infer<typeof admin.CostSummaryQuery>;

const filters = [
  'user',
  'instance',
  'key',
  'model',
  'provider',
  'route',
  'cost_centre',
  'session_id',
  'trace_id',
] as const;

export function summaryOf(query: Query, report: CostReport): z.input<typeof admin.CostSummary> {
  const [line] = report.lines;
  if (!line) throw new Error('a summary always has a line');
  const calls_url = callsUrl(searchOf(query), query, [], line.place, noBounds);
  return { ...totalsOf(line), calls_url, ...aboutOf(report) };
}

/** The page of a report, each line with the search that lists its calls. */
export async function answerOf(
  database: Queryable,
  by: readonly CostKey[],
  query: Query,
  report: CostReport,
): Promise<z.input<typeof admin.CostByList>> {
  const boundsOf = await boundsOfTimes(database, by, report);
  const items = report.lines.map((line) => {
    const [first = null, second = null] = by.map((_, index) => ({
      key: line.place.keys[index] || null,
      name: line.names[index] ?? null,
    }));
    const calls_url = callsUrl(searchOf(query), query, by, line.place, boundsOf);
    return { key: null, name: null, ...first, ...(second && { and: second }), ...totalsOf(line), calls_url };
  });
  return { items, next_cursor: report.nextCursor, ...aboutOf(report) };
}

function totalsOf({ place: _place, names: _names, converted, ...totals }: CostLine) {
  return { ...totals, ...(converted && { converted: structuredClone(converted) as never }) };
}

function aboutOf({ timeZone, missingRates }: CostReport) {
  return { time_zone: timeZone, ...(missingRates && { missing_rates: [...missingRates] }) };
}

function searchOf(query: Query): SearchQuery {
  return filters.flatMap((name) => (query[name] ?? []).map((value) => [name, value] as const));
}

type BoundsOf = (by: CostKey, key: string) => Bounds;

const noBounds: BoundsOf = () => {
  throw new Error('there is no time to tell the bounds of');
};

async function boundsOfTimes(database: Queryable, by: readonly CostKey[], report: CostReport): Promise<BoundsOf> {
  const known = new Map<CostKey, ReadonlyMap<string, Bounds>>();
  for (const [index, unit] of by.entries()) {
    if (unit !== 'hour' && unit !== 'day' && unit !== 'month') continue;
    const keys = report.lines.map(({ place }) => place.keys[index] ?? '');
    known.set(unit, await readBounds(database, report.timeZone, unit, keys));
  }
  return (unit, key) => known.get(unit)?.get(key) ?? noBounds(unit, key);
}

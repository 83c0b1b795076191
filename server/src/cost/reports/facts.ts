import { rawFacts, rawFactsOfCalls } from '../rollups/raw-facts.ts';
import { Conditions } from '../../database/conditions.ts';
import { rollupDimensions, rollupSums, type RollupUnit } from '../../database/rollups.ts';
import { costCentres } from '../../database/cost-centres.ts';
import { type CostKey, type Dimension, dimensions, reportZone, finest, unitsOf } from './dimensions.ts';
import type { Calendar } from './edges.queries.ts';
import { cutWindow, type TimeRange } from './window.ts';

/** Each list means "any of"; ids, but for `model` its display name. '' stands for calls without one. */
export type CostFilter = {
  readonly [Key in Exclude<CostKey, 'day' | 'hour' | 'month'>]?: readonly string[] | undefined;
};

/** What a report reads: a relation `fact` with the parameters of its statement. */
export interface Facts {
  readonly from: string;
  readonly conditions: Conditions;
}

/**
 * The facts of a window and filter, from the coarsest rollups that tell apart what is asked.
 * @param grains what has to be told apart besides the filter
 */
export function factsOf(
  calendar: Calendar,
  filter: CostFilter,
  grains: readonly Dimension['grain'][],
  needsCentres: boolean,
): Facts {
  const filtered = (Object.keys(filter) as (keyof CostFilter)[]).filter((key) => filter[key] !== undefined);
  const grain = finest([...grains, ...filtered.map((key) => dimensions[key].grain)]);
  const conditions = new Conditions();
  const parts = partsOf(calendar, grain, conditions);
  for (const key of filtered) conditions.add(`${dimensions[key].key} = any(?)`, filter[key]);
  const hasCentres = needsCentres || filter.cost_centre !== undefined;
  const centres = hasCentres ? ` left join ${costCentres} centre on ${onCentre}` : '';
  return { from: `(${parts.join(' union all ')}) fact${centres} ${conditions.where}`, conditions };
}

const localDay = `(fact.bucket at time zone ${reportZone})::date`;
const onCentre = `centre.user_id = fact.user_id and ${localDay} >= centre.from_day
  and (centre.to_day is null or ${localDay} < centre.to_day)`;

function partsOf({ window, edges }: Calendar, grain: Dimension['grain'], conditions: Conditions): string[] {
  const within = (range: TimeRange) => (at: string) => {
    const bounds = [];
    if (range.fromMs !== -Infinity) bounds.push(`${at} >= ${conditions.value(new Date(range.fromMs))}`);
    if (range.toMs !== Infinity) bounds.push(`${at} < ${conditions.value(new Date(range.toMs))}`);
    return bounds.join(' and ') || 'true';
  };
  const edgesOf = (unit: RollupUnit) => edges[unit === 'session' ? 'day' : unit];
  const units = unitsOf[grain].map((unit) => ({ unit, edges: edgesOf(unit) }));
  const { buckets, raw } = cutWindow(window, units);
  const columns = ['bucket', ...rollupDimensions, ...rollupSums, ...(grain === 'call' ? ['trace_id', 'key_id'] : [])];
  const select = (relation: string): string => `select ${columns.join(', ')} from ${relation}`;
  const ofRecord = grain === 'call' ? rawFactsOfCalls : rawFacts;
  const parts = [
    ...buckets.map(({ unit, ...range }) =>
      select(`cost_rollups where unit = '${unit}' and ${within(range)('bucket')}`),
    ),
    ...raw.map((range) => select(`${ofRecord(within(range))} raw`)),
  ];
  return parts.length > 0 ? parts : [select(`${ofRecord(() => 'false')} raw`)];
}

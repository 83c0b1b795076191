import { rawFacts, rawFactsOfCalls } from '../rollups/raw-facts.ts';
import { Conditions } from '../../database/conditions.ts';
import { rollupDimensions, rollupSums, type RollupUnit } from '../../database/rollups.ts';
import { costCentres } from '../../database/cost-centres.ts';
import { type CostKey, type Dimension, dimensions, finest, isTime, reportZone, unitsOf } from './dimensions.ts';
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
 * @param by what has to be told apart besides the filter
 */
export function factsOf(calendar: Calendar, filter: CostFilter, by: readonly CostKey[]): Facts {
  const filtered = (Object.keys(filter) as (keyof CostFilter)[]).filter((key) => filter[key] !== undefined);
  const asked = new Set<CostKey>([...by, ...filtered]);
  const grains = [...asked].map((key) => (isTime(key) && !calendar.isKept ? 'hour' : dimensions[key].grain));
  const grain = finest(grains);
  const conditions = new Conditions();
  const needsPeople = asked.has('user') || asked.has('instance') || asked.has('cost_centre');
  const parts = partsOf(calendar, grain, needsPeople, conditions);
  for (const key of filtered) conditions.add(`${dimensions[key].key} = any(?)`, filter[key]);
  const centres = asked.has('cost_centre') ? ` left join ${costCentres} centre on ${onCentre}` : '';
  return { from: `(${parts.join(' union all ')}) fact${centres} ${conditions.where}`, conditions };
}

const localDay = `(fact.bucket at time zone ${reportZone})::date`;
const onCentre = `centre.user_id = fact.user_id and ${localDay} >= centre.from_day
  and (centre.to_day is null or ${localDay} < centre.to_day)`;

/** The sums of all people, where they are kept: there are so few by month that they are not. */
function unitOfAll(unit: RollupUnit): RollupUnit {
  return unit === 'hour' ? 'hour_of_all' : unit === 'day' ? 'day_of_all' : unit;
}

function partsOf(
  { window, edges }: Calendar,
  grain: Dimension['grain'],
  needsPeople: boolean,
  conditions: Conditions,
): string[] {
  const within = (range: TimeRange) => (at: string) => {
    const bounds = [];
    if (range.fromMs !== -Infinity) bounds.push(`${at} >= ${conditions.value(new Date(range.fromMs))}`);
    if (range.toMs !== Infinity) bounds.push(`${at} < ${conditions.value(new Date(range.toMs))}`);
    return bounds.join(' and ') || 'true';
  };
  const units = unitsOf[grain].map((unit) => ({
    unit: needsPeople ? unit : unitOfAll(unit),
    edges: edges[unit === 'session' ? 'day' : unit],
  }));
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

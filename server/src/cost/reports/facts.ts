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

/** What is asked of the record. */
export interface Asked {
  readonly calendar: Calendar;
  readonly by: readonly CostKey[];
  readonly filter: CostFilter;
  /** Only sessions from the one to before the other, in the order of their ids, and calls without one. */
  readonly sessions?: { readonly from?: string | undefined; readonly to?: string | undefined } | undefined;
}

/** What a report reads: a relation `fact` with the parameters of its statement. */
export interface Facts {
  readonly from: string;
  readonly conditions: Conditions;
}

/**
 * The facts of a window and filter, from the coarsest rollups that tell apart what is asked.
 * @param by what has to be told apart besides the filter
 */
export function factsOf({ calendar, filter, sessions }: Omit<Asked, 'by'>, by: readonly CostKey[]): Facts {
  const filtered = (Object.keys(filter) as (keyof CostFilter)[]).filter((key) => filter[key] !== undefined);
  const asked = new Set<CostKey>([...by, ...filtered]);
  const grains = [...asked].map((key) => (isTime(key) && !calendar.isKept ? 'hour' : dimensions[key].grain));
  const grain = finest(grains);
  const conditions = new Conditions();
  const told = {
    people: asked.has('user') || asked.has('instance') || asked.has('cost_centre'),
    models: asked.has('model') || asked.has('provider') || asked.has('route'),
  };
  const parts = partsOf(calendar, grain, told, conditions);
  for (const key of filtered) conditions.add(`${dimensions[key].key} = any(?)`, filter[key]);
  if (sessions?.from !== undefined)
    conditions.add(`${dimensions.session.key} >= ? or fact.session_id = ''`, sessions.from);
  if (sessions?.to !== undefined) conditions.add(`${dimensions.session.key} < ?`, sessions.to);
  const centres = asked.has('cost_centre') ? ` left join ${costCentres} centre on ${onCentre}` : '';
  return { from: `(${parts.join(' union all ')}) fact${centres} ${conditions.where}`, conditions };
}

const localDay = `(fact.bucket at time zone ${reportZone})::date`;
const onCentre = `centre.user_id = fact.user_id and ${localDay} >= centre.from_day
  and (centre.to_day is null or ${localDay} < centre.to_day)`;

/** Whom and what sums have to tell apart. */
interface Told {
  readonly people: boolean;
  readonly models: boolean;
}

/** The smallest sums of a unit that tell it. */
function smallest(unit: RollupUnit, { people, models }: Told): RollupUnit {
  if (!people && (unit === 'hour' || unit === 'day' || unit === 'month')) return `${unit}_of_all`;
  return unit === 'month' && !models ? 'month_of_people' : unit;
}

function partsOf({ window, edges }: Calendar, grain: Dimension['grain'], told: Told, conditions: Conditions): string[] {
  const within = (range: TimeRange) => (at: string) => {
    const bounds = [];
    if (range.fromMs !== -Infinity) bounds.push(`${at} >= ${conditions.value(new Date(range.fromMs))}`);
    if (range.toMs !== Infinity) bounds.push(`${at} < ${conditions.value(new Date(range.toMs))}`);
    return bounds.join(' and ') || 'true';
  };
  const units = unitsOf[grain].map((unit) => ({
    unit: smallest(unit, told),
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

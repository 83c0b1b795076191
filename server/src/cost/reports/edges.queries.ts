import type { Queryable } from '../../database/queryable.ts';
import type { TimeRange, UnitEdges } from './window.ts';

export type CalendarUnit = 'month' | 'day' | 'hour';

export interface Calendar {
  /** Whose days and months are told. */
  readonly timeZone: string;
  /** Whether sums by day and month are kept for this zone; of others there are those by hour. */
  readonly isKept: boolean;
  /** The window, without bounds beyond which nothing is. */
  readonly window: TimeRange;
  readonly edges: Readonly<Record<CalendarUnit, UnitEdges>>;
}

interface Row {
  unit: CalendarUnit;
  time_zone: string;
  from_ms: number;
  to_ms: number;
  first_ms: number;
  last_ms: number;
}

/**
 * Where hours, days and months of the report time zone begin and end in a window, up to where the rollups are made.
 * @param from RFC 3339
 * @param to RFC 3339
 * @param asked another zone, whole hours from the report time zone
 */
export async function readCalendar(
  database: Queryable,
  from: string | undefined,
  to: string | undefined,
  asked?: string,
): Promise<Calendar> {
  const { rows } = await database.query<Row>(
    `with asked as (
       select time_zone as zone, built_to,
         case when $1::timestamptz is null or ${isNothingBefore} then '-infinity' else $1::timestamptz end as from_at,
         case when $2::timestamptz is null or ${isNothingFrom} then 'infinity' else $2::timestamptz end as to_at
       from rollup_state
     ), units as (
       select asked.*, unit, date_trunc(unit, from_at, zone) as floor_at,
         date_trunc(unit, least(to_at, date_trunc('hour', built_to, zone)), zone) as last_at
       from asked, unnest('{hour,day,month}'::text[]) unit
     )
     select unit, zone as time_zone, ${ms('from_at')} as from_ms, ${ms('to_at')} as to_ms, ${ms('last_at')} as last_ms,
       ${ms(`case when floor_at = from_at then from_at when unit = 'hour' then floor_at + interval '1 hour'
         else ((floor_at at time zone zone) + ('1 ' || unit)::interval) at time zone zone end`)} as first_ms
     from units`,
    [from ?? null, to ?? null, hoursFrom(from, -1), hoursFrom(to, 1)],
  );
  const of = (unit: CalendarUnit): Row => {
    const row = rows.find((one) => one.unit === unit);
    if (!row) throw new Error('each unit has a row');
    return row;
  };
  const edges = (unit: CalendarUnit): UnitEdges => ({ firstMs: of(unit).first_ms, lastMs: of(unit).last_ms });
  const { time_zone: reportZone, from_ms: fromMs, to_ms: toMs } = of('hour');
  return {
    timeZone: asked ?? reportZone,
    isKept: asked === undefined || asked === reportZone,
    window: { fromMs, toMs },
    edges: { hour: edges('hour'), day: edges('day'), month: edges('month') },
  };
}

const hoursFrom = (at: string | undefined, hours: number): string | null =>
  at === undefined ? null : new Date(Date.parse(at) + hours * 3_600_000).toISOString();

/**
 * Whether a bound of the window ($1, $2) leaves nothing out. What whole hours tell is asked of the rollups, and the record
 * only about the hour next to the bound ($3, $4): PostgreSQL takes longer to plan for all its partitions than to look there.
 * An hour before $3 ends before $1; what is behind $4 is in an hour that begins behind $2.
 */
const isNothing = (rollups: string, calls: string): string =>
  `built_to = 'infinity' and not exists (select from cost_rollups where unit = 'hour_of_all' and ${rollups})
   and not exists (select from invocations where ${calls}) and not exists (select from ledger where ${calls})`;
const isNothingBefore = isNothing('bucket <= $3::timestamptz', 'at >= $3::timestamptz and at < $1::timestamptz');
const isNothingFrom = isNothing('bucket >= $2::timestamptz', 'at >= $2::timestamptz and at <= $4::timestamptz');

const ms = (at: string): string => `round(extract(epoch from ${at}) * 1000)::float8`;

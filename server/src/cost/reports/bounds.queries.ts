import type { Queryable } from '../../database/queryable.ts';
import type { Bounds } from './calls-url.ts';
import type { CalendarUnit } from './edges.queries.ts';

/** Where these hours, days or months of a time zone begin and end. */
export async function readBounds(
  database: Queryable,
  timeZone: string,
  unit: CalendarUnit,
  keys: readonly string[],
): Promise<ReadonlyMap<string, Bounds>> {
  const begin =
    unit === 'hour'
      ? 'key::timestamptz'
      : `(case unit when 'month' then key || '-01' else key end)::timestamp at time zone zone`;
  const end =
    unit === 'hour'
      ? `${begin} + interval '1 hour'`
      : `((${begin}) at time zone zone + ('1 ' || unit)::interval) at time zone zone`;
  const { rows } = await database.query<{ key: string; from_ms: number; to_ms: number }>(
    `select key, (extract(epoch from ${begin}) * 1000)::float8 as from_ms, (extract(epoch from ${end}) * 1000)::float8 as to_ms
     from unnest($1::text[]) key, (select $2::text as zone, $3::text as unit) asked`,
    [[...new Set(keys)], timeZone, unit],
  );
  return new Map(rows.map(({ key, from_ms: fromMs, to_ms: toMs }) => [key, { fromMs, toMs }]));
}

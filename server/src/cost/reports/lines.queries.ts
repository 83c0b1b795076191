import type { Conditions } from '../../database/conditions.ts';
import type { Queryable } from '../../database/queryable.ts';
import { rollupSums } from '../../database/rollups.ts';
import { type CostKey, dimensions, isTime, keyInZone } from './dimensions.ts';
import type { CalendarUnit } from './edges.queries.ts';
import { type Asked, factsOf } from './facts.ts';

/** What a line stands for: a key for each thing that is asked by, with its owner beside it; '' for calls without one. */
export interface LinePlace {
  readonly keys: readonly string[];
  readonly owners: readonly string[];
}

/** The sums of a line in one kind and currency, as decimal strings. */
export interface SumRow extends LinePlace {
  readonly kind: string;
  readonly currency: string;
  readonly sums: Readonly<Record<(typeof rollupSums)[number], string>>;
}

export const lineOrders = ['key', 'calls', 'tokens'] as const;
export type LineOrder = (typeof lineOrders)[number];

/** A place in the order of lines: what it is sorted by (null when by key), then its keys. */
export interface LineCursor extends LinePlace {
  readonly value: string | null;
}

const orderValues: Readonly<Record<LineOrder, string | null>> = {
  key: null,
  calls: 'sum(calls)',
  tokens: 'sum(input_tokens + cached_input_tokens + cache_write_tokens + output_tokens + reasoning_tokens)',
};

/** The places of lines behind a cursor: by key, those without one last; or those with the most first. */
export async function selectPlaces(
  database: Queryable,
  asked: Asked,
  order: LineOrder,
  limit: number,
  after: LineCursor | null,
): Promise<LineCursor[]> {
  const { from, conditions, keys, owners } = namedFacts(asked);
  const value = orderValues[order];
  const place = keys.flatMap((key, index) => [`(${key} = '')`, `${key} collate "C"`, `${owners[index]} collate "C"`]);
  const { rows } = await database.query<LineCursor>(
    `select array[${keys.join(', ')}] as keys, array[${owners.join(', ')}] as owners, (${value ?? 'null'})::text as value
     from ${from} group by ${[...keys, ...owners].join(', ')} ${after ? behind(after, value, place, conditions) : ''}
     order by ${[...(value === null ? [] : [`${value} desc`]), ...place].join(', ')} limit ${conditions.value(limit)}`,
    conditions.values,
  );
  return rows;
}

function behind(after: LineCursor, value: string | null, place: readonly string[], conditions: Conditions): string {
  const values = after.keys.flatMap((key, index) => [`${key === ''}`, key, after.owners[index]]);
  const casts = values.map((one, index) => `${conditions.value(one)}::${index % 3 === 0 ? 'boolean' : 'text'}`);
  const isBehind = `(${place.join(', ')}) > (${casts.join(', ')})`;
  if (value === null) return `having ${isBehind}`;
  const bound = `${conditions.value(after.value)}::numeric`;
  return `having ${value} < ${bound} or (${value} = ${bound} and ${isBehind})`;
}

/**
 * The sums of lines, one row for each kind and currency; of one line of everything when nothing is asked by.
 * @param places of which lines; null: of all
 */
export async function selectSums(
  database: Queryable,
  asked: Asked,
  places: readonly LinePlace[] | null,
): Promise<SumRow[]> {
  const { from, conditions, keys, owners } = namedFacts(asked);
  const names = [...keys, ...owners];
  const wanted = places === null || names.length === 0 ? '' : joinOf(places, asked.by, conditions);
  const { rows } = await database.query<SumRow>(
    `select array[${keys.join(', ')}]::text[] as keys, array[${owners.join(', ')}]::text[] as owners, kind, currency,
       json_build_object(${rollupSums.map((name) => `'${name}', coalesce(sum(${name}), 0)::text`).join(', ')}) as sums
     from ${from} ${wanted} group by ${[...names, 'kind', 'currency'].join(', ')} order by kind, currency`,
    conditions.values,
  );
  return rows;
}

/**
 * Leaves the facts of these lines. Owners that all are '' are not compared: PostgreSQL would think that few lines are
 * left.
 */
function joinOf(places: readonly LinePlace[], by: readonly CostKey[], conditions: Conditions): string {
  const columns = by.flatMap((key, index) => [
    { name: `key_${index}`, values: places.map(({ keys }) => keys[index]) },
    ...(dimensions[key].owner === undefined
      ? []
      : [{ name: `owner_${index}`, values: places.map(({ owners }) => owners[index]) }]),
  ]);
  return `join unnest(${columns.map(({ values }) => `${conditions.value(values)}::text[]`).join(', ')})
      place (${columns.map(({ name }) => `p_${name}`).join(', ')})
    on ${columns.map(({ name }) => `${name} = p_${name}`).join(' and ')}`;
}

/** Amounts of all lines by day, for what is converted day by day. */
export interface DayAmount extends LinePlace {
  /** `2026-11-27`, in the report time zone. */
  readonly day: string;
  readonly kind: string;
  readonly currency: string;
  readonly amount: string;
}

/** In the order of keys. */
export async function selectDayAmounts(database: Queryable, asked: Asked): Promise<DayAmount[]> {
  const { from, conditions, keys, owners, day } = namedFacts(asked, true);
  const names = [...keys, ...owners];
  const { rows } = await database.query<DayAmount>(
    `select array[${keys.join(', ')}]::text[] as keys, array[${owners.join(', ')}]::text[] as owners, ${day} as day, kind, currency,
       sum(amount)::text as amount
     from ${from} where kind in ('estimated_cost', 'internal_cost') group by ${[...names, day, 'kind', 'currency'].join(', ')}
     order by ${[...names.map((name) => `${name} collate "C"`), day, 'kind', 'currency'].join(', ')}`,
    conditions.values,
  );
  return rows;
}

type Named = readonly [name: string, expression: string];

/**
 * Facts with the keys and owners of what is asked by as columns of their own. Times are told from sums by bucket: writing
 * one down takes longer than adding all figures of a fact.
 */
function namedFacts({ by, ...asked }: Asked, byDay = false) {
  const { calendar } = asked;
  const facts = factsOf(asked, byDay ? [...by, 'day'] : by);
  const timeKey = (unit: CalendarUnit): string =>
    calendar.isKept || unit === 'hour'
      ? dimensions[unit].key
      : keyInZone(unit, `${facts.conditions.value(calendar.timeZone)}::text`);
  const namesOf = (wanted: (key: CostKey) => boolean): Named[] =>
    by.flatMap((key, index): Named[] =>
      wanted(key)
        ? [
            [`key_${index}`, isTime(key) ? timeKey(key) : dimensions[key].key],
            [`owner_${index}`, dimensions[key].owner ?? `''`],
          ]
        : [],
    );
  const plain = namesOf((key) => !isTime(key));
  const times = namesOf(isTime);
  if (byDay) times.push(['day', dimensions.day.key]);
  const named = (expressions: readonly Named[]): string[] =>
    expressions.map(([name, expression]) => `${expression} as ${name}`);
  const grouped = [...plain.map(([name]) => name), 'kind', 'currency', 'bucket'];
  const sums = rollupSums.map((name) => `sum(${name}) as ${name}`);
  const ofPlain = `(select ${[...named(plain), 'fact.*'].join(', ')} from ${facts.from}) fact`;
  const byBucket = `(select ${[...grouped, ...sums].join(', ')} from ${ofPlain} group by ${grouped.join(', ')}) fact`;
  // `offset 0`: else PostgreSQL writes the times down again for each line that it compares them with.
  const ofTimes = `(select ${[...named(times), 'fact.*'].join(', ')} from ${byBucket} offset 0) fact`;
  return {
    from: times.length === 0 ? ofPlain : ofTimes,
    conditions: facts.conditions,
    keys: by.map((_, index) => `key_${index}`),
    owners: by.map((_, index) => `owner_${index}`),
    day: 'day',
  };
}

/** What tells the rows of `cost_rollups` apart, in the order of their key. */
export const rollupDimensions = [
  'session_id',
  'user_id',
  'instance_id',
  'model',
  'provider_id',
  'route',
  'kind',
  'currency',
] as const;

/** What is counted of calls. */
export const callSums = [
  'calls',
  'completed_calls',
  'metered_calls',
  'unpriced_calls',
  'estimated_calls',
  'rerouted_calls',
  'input_tokens',
  'cached_input_tokens',
  'cache_write_tokens',
  'output_tokens',
  'reasoning_tokens',
] as const;

/** What is summed of ledger entries. */
export const amountSums = [
  'amount',
  'input_amount',
  'cached_input_amount',
  'cache_write_amount',
  'output_amount',
  'reasoning_amount',
  'fee_amount',
  'estimated_amount',
  'rerouted_amount',
  'cache_savings',
] as const;

export const rollupSums = [...callSums, ...amountSums] as const;

/**
 * Of what sums are kept: by the time that a bucket is long, and what is not told apart. A session's part of a day stands
 * for itself; what is asked without people is read from sums of all of them, and people alone from sums of all models.
 */
const units = {
  hour: { time: 'hour', without: ['session_id'] },
  day: { time: 'day', without: ['session_id'] },
  month: { time: 'month', without: ['session_id'] },
  session: { time: 'day', without: [] },
  hour_of_all: { time: 'hour', without: ['session_id', 'user_id', 'instance_id'] },
  day_of_all: { time: 'day', without: ['session_id', 'user_id', 'instance_id'] },
  month_of_all: { time: 'month', without: ['session_id', 'user_id', 'instance_id'] },
  month_of_people: { time: 'month', without: ['session_id', 'model', 'provider_id', 'route'] },
} as const satisfies Record<string, { time: string; without: readonly (typeof rollupDimensions)[number][] }>;
export type RollupUnit = keyof typeof units;
const rollupUnits = Object.keys(units) as RollupUnit[];

/** The kind of rows that tell what rerouted calls would have cost where they were meant to go. */
export const insteadKind = 'instead';

/** Held shared by those who add to rollups, and alone by who makes them anew; an advisory lock of a transaction. */
export const rollupLock = 7_236_004;

const quoted = (names: readonly string[]): string => names.map((name) => `'${name}'`).join(', ');

const dimension = (name: (typeof rollupDimensions)[number]): string => {
  const without = rollupUnits.filter((unit) => (units[unit].without as readonly string[]).includes(name));
  const value = `coalesce(${name}, '')`;
  return without.length === 0 ? value : `case when grain in (${quoted(without)}) then '' else ${value} end`;
};

const timeOfGrain = `case ${rollupUnits.map((unit) => `when grain = '${unit}' then '${units[unit].time}'`).join(' ')} end`;

/**
 * Facts (rows with these columns, `bucket` being the time of the call) as rows of all units, summed.
 * @param facts a relation
 * @param zone an expression: the name of the report time zone
 */
export const rolledUp = (facts: string, zone: string): string =>
  `select grain as unit, date_trunc(${timeOfGrain}, bucket, ${zone}) as bucket,
     ${rollupDimensions.map((name) => `${dimension(name)} as ${name}`).join(', ')},
     ${rollupSums.map((name) => `coalesce(sum(${name}), 0) as ${name}`).join(', ')}
   from ${facts} cross join unnest('{${rollupUnits.join(',')}}'::text[]) grain
   group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10`;

/**
 * The statement that adds facts to the rollups: those of calls before `rollup_state.built_to`, others are added when the
 * rollups come to their time. In the order of the key, so that two who add wait for each other in turn and not in a
 * circle. The transaction holds `rollupLock`.
 */
export const addToRollups = (facts: string): string =>
  `insert into cost_rollups (unit, bucket, ${[...rollupDimensions, ...rollupSums].join(', ')})
   select * from (${rolledUp(facts, '(select time_zone from rollup_state)')}) rolled order by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10
   on conflict (unit, bucket, ${rollupDimensions.join(', ')}) do update set
     ${rollupSums.map((name) => `${name} = cost_rollups.${name} + excluded.${name}`).join(', ')}`;

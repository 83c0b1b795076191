import type { admin } from '@tollgate/contract';
import type { CalendarUnit } from './edges.queries.ts';

export type CostKey = admin.CostKey;

/** How a report is asked by one thing; expressions are of facts (`fact`). */
export interface Dimension {
  readonly key: string;
  /** Within what the key is unique: a session's id comes from callers, so it says something only with its user. */
  readonly owner?: string;
  /** The coarsest rollups that tell it apart. */
  readonly grain: CalendarUnit | 'session' | 'call';
}

/** An expression: the name of the report time zone. */
export const reportZone = '(select time_zone from rollup_state)';

const part = (unit: CalendarUnit, format: string, zone = reportZone): string =>
  `to_char(date_trunc('${unit}', fact.bucket, ${reportZone}) at time zone ${zone}, '${format}')`;

export const dimensions: Readonly<Record<CostKey, Dimension>> = {
  user: { key: 'fact.user_id', grain: 'month' },
  instance: { key: 'fact.instance_id', grain: 'month' },
  model: { key: 'fact.model', grain: 'month' },
  provider: { key: 'fact.provider_id', grain: 'month' },
  route: { key: 'fact.route', grain: 'month' },
  month: { key: part('month', 'YYYY-MM'), grain: 'month' },
  day: { key: part('day', 'YYYY-MM-DD'), grain: 'day' },
  hour: { key: part('hour', 'YYYY-MM-DD"T"HH24:MI:SS"Z"', `'UTC'`), grain: 'hour' },
  cost_centre: { key: `coalesce(centre.cost_centre, '')`, grain: 'day' },
  session: { key: 'fact.session_id collate "C"', owner: 'fact.user_id', grain: 'session' },
  trace: { key: `coalesce(fact.trace_id, '')`, owner: 'fact.user_id', grain: 'call' },
  key: { key: `coalesce(fact.key_id, '')`, grain: 'call' },
};

/** The key of a day or month of another zone than the report's, out of hours. @param zone an expression */
export function keyInZone(unit: 'day' | 'month', zone: string): string {
  return `to_char(fact.bucket at time zone ${zone}, '${unit === 'day' ? 'YYYY-MM-DD' : 'YYYY-MM'}')`;
}

/** The rollups that a grain is made of, coarse to fine; none: the calls themselves. */
export const unitsOf = {
  month: ['month', 'day', 'hour'],
  day: ['day', 'hour'],
  hour: ['hour'],
  session: ['session'],
  call: [],
} as const;

const fineness = ['month', 'day', 'hour', 'session', 'call'] as const;

/** What tells all of these apart. Sessions are cut by days, so with hours there are only the calls. */
export function finest(grains: readonly Dimension['grain'][]): Dimension['grain'] {
  if (grains.includes('session') && grains.includes('hour')) return 'call';
  return fineness.findLast((grain) => grains.includes(grain)) ?? 'month';
}

export function isTime(key: CostKey): key is CalendarUnit {
  return key === 'hour' || key === 'day' || key === 'month';
}

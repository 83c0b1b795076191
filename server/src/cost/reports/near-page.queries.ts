import type { Queryable } from '../../database/queryable.ts';
import { Conditions } from '../../database/conditions.ts';
import type { RollupUnit } from '../../database/rollups.ts';
import { readBounds } from './bounds.queries.ts';
import { isTime } from './dimensions.ts';
import { readCalendar } from './edges.queries.ts';
import type { Asked } from './facts.ts';
import type { LineCursor, LinePlace } from './lines.queries.ts';
import type { TimeRange, UnitEdges } from './window.ts';

/**
 * What is asked, without most of what a page in the order of keys does not show: the first `count` lines behind a cursor
 * are in it, where the rollups tell so in the order of their index.
 */
export async function nearPage(
  database: Queryable,
  asked: Asked,
  count: number,
  after: LineCursor | null,
): Promise<Asked> {
  const { by, calendar, filter } = asked;
  const [first] = by;
  const [from] = after?.keys ?? [];
  if (first === undefined || Object.values(filter).some((values) => values !== undefined)) return asked;
  if (first === 'session' && !by.some((key) => key === 'hour' || key === 'trace' || key === 'key')) {
    const to = await nth(database, 'session', 'session_id collate "C"', calendar.edges.day, from, count);
    return { ...asked, sessions: { from, to } };
  }
  if (!isTime(first) || first === 'month' || (first === 'day' && !calendar.isKept)) return asked;
  const { window, edges } = calendar;
  const begin = from && (await readBounds(database, calendar.timeZone, first, [from])).get(from);
  const fromMs = Math.max(window.fromMs, begin ? begin.fromMs : -Infinity);
  const inside = { firstMs: Math.max(edges[first].firstMs, fromMs), lastMs: edges[first].lastMs };
  const to = await nth(database, `${first}_of_all`, 'bucket', inside, undefined, count);
  return within(database, asked, { fromMs, toMs: to === undefined ? window.toMs : Number(to) });
}

/** What is asked, of no more time than the hours, days or months of a page take. */
export async function aroundPage(database: Queryable, asked: Asked, page: readonly LinePlace[]): Promise<Asked> {
  const { by, calendar } = asked;
  const index = by.findIndex(isTime);
  const unit = by[index];
  if (unit === undefined || !isTime(unit) || page.length === 0) return asked;
  const keys = page.map((place) => place.keys[index] ?? '');
  const bounds = [...(await readBounds(database, calendar.timeZone, unit, keys)).values()];
  return within(database, asked, {
    fromMs: Math.max(calendar.window.fromMs, Math.min(...bounds.map((one) => one.fromMs))),
    toMs: Math.min(calendar.window.toMs, Math.max(...bounds.map((one) => one.toMs))),
  });
}

async function within(database: Queryable, asked: Asked, { fromMs, toMs }: TimeRange): Promise<Asked> {
  const at = (ms: number): string | undefined => (Number.isFinite(ms) ? new Date(ms).toISOString() : undefined);
  return { ...asked, calendar: await readCalendar(database, at(fromMs), at(toMs), asked.calendar.timeZone) };
}

/** What stands behind the first `count` values of a column of rollups, in their order; times in milliseconds. */
async function nth(
  database: Queryable,
  unit: RollupUnit,
  column: string,
  { firstMs, lastMs }: UnitEdges,
  from: string | undefined,
  count: number,
): Promise<string | undefined> {
  const conditions = new Conditions();
  if (Number.isFinite(firstMs)) conditions.add('bucket >= ?', new Date(firstMs));
  if (Number.isFinite(lastMs)) conditions.add('bucket < ?', new Date(lastMs));
  if (from !== undefined) conditions.add(`${column} >= ?`, from);
  const value = column === 'bucket' ? '(extract(epoch from value) * 1000)::float8::text' : 'value';
  const { rows } = await database.query<{ value: string }>(
    `select ${value} as value from (
       select distinct ${column} as value from cost_rollups ${conditions.add(`unit = '${unit}'`).where}
       order by 1 offset ${conditions.value(count)} limit 1) found`,
    conditions.values,
  );
  return rows[0]?.value;
}

import type pg from 'pg';
import { money } from '@tollgate/contract';
import { inSnapshot } from '../../database/transaction.ts';
import { type Conversion, convertReport } from './convert-report.ts';
import { readLineCursor, writeLineCursor } from './cursor.ts';
import type { CostKey } from './dimensions.ts';
import { type Calendar, readCalendar } from './edges.queries.ts';
import type { Asked, CostFilter } from './facts.ts';
import { foldLine, linesOf, placeKey, type Totals } from './fold-lines.ts';
import { type LineCursor, type LineOrder, type LinePlace, selectPlaces, selectSums } from './lines.queries.ts';
import { readNames } from './names.queries.ts';
import { aroundPage, nearPage } from './near-page.queries.ts';

export interface CostQuestion {
  /** RFC 3339, inclusive. */
  readonly from?: string | undefined;
  /** RFC 3339, exclusive. */
  readonly to?: string | undefined;
  readonly filter: CostFilter;
  /** Whose days and months; those of the report time zone when left out. */
  readonly timeZone?: string | undefined;
  readonly conversion?: Conversion | undefined;
}

export interface CostLine extends Totals {
  readonly place: LinePlace;
  readonly names: readonly (string | null)[];
  readonly converted?: ConvertedLine;
}

export interface ConvertedLine {
  readonly currency: string;
  readonly amount: string;
  readonly costs: readonly { readonly kind: string; readonly amount: string }[];
  readonly unconverted: readonly { readonly kind: string; readonly currency: string; readonly amount: string }[];
}

export interface CostReport {
  readonly timeZone: string;
  readonly lines: readonly CostLine[];
  readonly nextCursor: string | null;
  /** Days without a rate; null when nothing is converted. */
  readonly missingRates: readonly { readonly day: string; readonly currency: string }[] | null;
}

/** `amount`: what it comes to in the currency of the conversion. */
export type ReportOrder = LineOrder | 'amount';

const everything = 1_000_000;

/** One line: calls, tokens and money of a window. */
export function costSummary(pool: pg.Pool, question: CostQuestion): Promise<CostReport> {
  return costsBy(pool, [], question, { order: 'key', limit: 1, cursor: null });
}

/**
 * A page of lines by one thing, or by two crossed, all of one snapshot.
 * @throws InvalidCursor
 */
export async function costsBy(
  pool: pg.Pool,
  by: readonly CostKey[],
  { from, to, filter, timeZone, conversion }: CostQuestion,
  { order, limit, cursor }: { readonly order: ReportOrder; readonly limit: number; readonly cursor: string | null },
): Promise<CostReport> {
  const after = readLineCursor(cursor, by.length);
  return inSnapshot(pool, async (client) => {
    // Compiling such statements, starting workers or sorting for them takes PostgreSQL longer than running them.
    await client.query(
      'set local jit = off; set local max_parallel_workers_per_gather = 0; set local work_mem = "64MB"',
    );
    const calendar: Calendar = await readCalendar(client, from, to, timeZone);
    const whole: Asked = { calendar, by, filter };
    const asked = order === 'key' ? await nearPage(client, whole, limit + 2, after) : whole;
    const converted = conversion && (await convertReport(client, whole, conversion));
    const places =
      by.length === 0
        ? [{ keys: [], owners: [], value: null }]
        : order === 'amount'
          ? behind(await ranked(client, asked, converted?.amountOf), after).slice(0, limit + 1)
          : await selectPlaces(client, asked, order, limit + 1, after);
    const page = places.slice(0, limit);
    const isWhole = after === null && places.length <= limit;
    const rows = linesOf(
      isWhole
        ? await selectSums(client, asked, null)
        : await selectSums(client, await aroundPage(client, asked, page), page),
    );
    const names = await Promise.all(by.map(async (key, index) => nameOf(client, key, index, page)));
    const last = page.at(-1);
    return {
      timeZone: calendar.timeZone,
      lines: page.map((place): CostLine => {
        const line = converted?.lineOf(placeKey(place));
        return {
          place,
          names: names.map((name) => name(place)),
          ...foldLine(rows.get(placeKey(place)) ?? []),
          ...(line && { converted: line }),
        };
      }),
      nextCursor: places.length > limit && last ? writeLineCursor(last) : null,
      missingRates: converted?.missing ?? null,
    };
  });
}

async function nameOf(client: pg.PoolClient, key: CostKey, index: number, page: readonly LinePlace[]) {
  const isOwned = key === 'session' || key === 'trace';
  const of = ({ keys, owners }: LinePlace): string => (isOwned ? owners : keys)[index] ?? '';
  const name = await readNames(client, isOwned ? 'user' : key, page.map(of));
  return (place: LinePlace): string | null => name(of(place));
}

/** All lines, the dearest first. */
async function ranked(
  client: pg.PoolClient,
  asked: Asked,
  amountOf: ((line: string) => string) | undefined,
): Promise<LineCursor[]> {
  const places = await selectPlaces(client, asked, 'key', everything, null);
  return places
    .map((place) => ({ ...place, value: amountOf?.(placeKey(place)) ?? '0' }))
    .map((place) => ({ place, amount: money.decimal(place.value) }))
    .toSorted((a, b) => money.compare(b.amount, a.amount))
    .map(({ place }) => place);
}

function behind(places: readonly LineCursor[], after: LineCursor | null): readonly LineCursor[] {
  if (after === null) return places;
  const index = places.findIndex((place) => placeKey(place) === placeKey(after));
  return index === -1 ? places.filter((place) => isLess(place.value, after.value)) : places.slice(index + 1);
}

function isLess(a: string | null, b: string | null): boolean {
  return money.compare(money.decimal(a ?? '0'), money.decimal(b ?? '0')) < 0;
}

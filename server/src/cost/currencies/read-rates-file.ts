import { parseXml, XmlElement, XmlError } from '@rgrove/parse-xml';
import { readCsv } from '../../platform/csv.ts';
import type { ExchangeRate } from './rate-table.ts';

/** A rate and the line of the file that it stands on. */
export interface ReadRate extends ExchangeRate {
  readonly line: number;
}

export interface RatesFile {
  readonly rates: readonly ReadRate[];
  readonly problems: readonly { readonly line: number; readonly message: string }[];
}

interface Told {
  readonly line: number;
  readonly day: string;
  readonly currency: string;
  readonly base: string;
  readonly rate: string;
}

/**
 * Reads exchange rates: CSV with the columns `day,currency,base,rate`, or what the European Central Bank publishes
 * (eurofxref-daily and eurofxref-hist, as XML or CSV, whose base is EUR). Rates stay the texts that they are.
 */
export function readRatesFile(text: string): RatesFile {
  const start = text.replace(/^\ufeff/, '').trimStart();
  return start.startsWith('<') ? checked(readEcbXml(text)) : checked(readCsvRates(text));
}

interface Reading {
  readonly told: readonly Told[];
  readonly problems: RatesFile['problems'];
}

const noRates: Reading = { told: [], problems: [] };
const problem = (line: number, message: string): Reading => ({ told: [], problems: [{ line, message }] });

function readCsvRates(text: string): Reading {
  const lines = text.split(/\r\n|\n|\r/).map((content, index) => ({ line: index + 1, cells: cellsOf(content) }));
  const [header, ...rows] = lines.filter(({ cells }) => cells.length > 0);
  if (!header) return problem(1, 'the file is empty');
  const names = header.cells.map((cell) => cell.toLowerCase());
  if (names[0] === 'date') return join(rows.map((row) => readEcbRow(header.cells, row)));
  const places = ['day', 'currency', 'base', 'rate'].map((name) => names.indexOf(name));
  if (places.includes(-1)) return problem(header.line, 'the first line names the columns day, currency, base, rate');
  const [day, currency, base, rate] = places as [number, number, number, number];
  const told = rows.map(({ line, cells }): Told => {
    const at = (place: number): string => cells[place] ?? '';
    return { line, day: at(day), currency: at(currency), base: at(base), rate: at(rate) };
  });
  return { told, problems: [] };
}

function cellsOf(content: string): string[] {
  const [cells = []] = readCsv(content);
  return cells.map((cell) => cell.trim());
}

/** A day of the bank's wide table: a column for each currency, `N/A` where there was none. */
function readEcbRow(header: readonly string[], { line, cells }: { line: number; cells: readonly string[] }): Reading {
  const day = isoDay(cells[0] ?? '');
  const told = header.flatMap((currency, column): Told[] => {
    const rate = cells[column] ?? '';
    const isNone = column === 0 || currency === '' || rate === '' || rate === 'N/A';
    return isNone ? [] : [{ line, day, currency, base: 'EUR', rate }];
  });
  return { told, problems: [] };
}

const months = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
];

/** `27 November 2026`, as the daily CSV has it, as `2026-11-27`; anything else as it is. */
function isoDay(text: string): string {
  const [, day = '', name = '', year = ''] = /^(\d{1,2}) ([A-Za-z]+) (\d{4})$/.exec(text) ?? [];
  const month = months.indexOf(name.toLowerCase()) + 1;
  return month === 0 ? text : `${year}-${String(month).padStart(2, '0')}-${day.padStart(2, '0')}`;
}

function readEcbXml(text: string): Reading {
  let root: XmlElement | null;
  try {
    root = parseXml(text, { includeOffsets: true }).root;
  } catch (error) {
    if (!(error instanceof XmlError)) throw error;
    return problem(error.line, 'this is not well-formed XML');
  }
  const days = root === null ? [] : elementsIn(root).filter(({ attributes }) => attributes['time'] !== undefined);
  if (days.length === 0) return problem(1, 'there is no <Cube time="…"> of the European Central Bank in it');
  const lineAt = lineFinder(text);
  return join(
    days.map((day) => {
      const told = elementsIn(day).map(({ start, attributes }): Told => {
        const { currency = '', rate = '' } = attributes;
        return { line: lineAt(start), day: day.attributes['time'] ?? '', currency, base: 'EUR', rate };
      });
      return { told, problems: [] };
    }),
  );
}

function elementsIn(element: XmlElement): XmlElement[] {
  const own = element.children.filter((child) => child instanceof XmlElement);
  return own.flatMap((child) => [child, ...elementsIn(child)]);
}

/** Lines of offsets that are asked for in ascending order. */
function lineFinder(text: string): (offset: number) => number {
  let line = 1;
  let at = 0;
  return (offset) => {
    for (; at < offset; at++) if (text.charCodeAt(at) === 0x0a) line++;
    return line;
  };
}

function join(readings: readonly Reading[]): Reading {
  return readings.reduce<Reading>(
    (all, one) => ({ told: all.told.concat(one.told), problems: all.problems.concat(one.problems) }),
    noRates,
  );
}

function checked({ told, problems }: Reading): RatesFile {
  const seen = new Map<string, number>();
  const rates: ReadRate[] = [];
  const wrong = [...problems];
  for (const one of told) {
    const message = whyWrong(one, seen);
    if (message === null) rates.push({ ...one, rate: plainRate(one.rate) });
    else wrong.push({ line: one.line, message });
    seen.set(keyOf(one), one.line);
  }
  return { rates, problems: wrong };
}

function whyWrong(one: Told, seen: ReadonlyMap<string, number>): string | null {
  const { day, currency, base, rate } = one;
  if (!isDay(day)) return `"${day}" is not a day such as 2026-11-27`;
  for (const code of [currency, base]) if (!/^[A-Z]{3}$/.test(code)) return `"${code}" is not a currency such as USD`;
  if (currency === base) return 'a currency has no rate to itself';
  if (!/^\d{1,12}(\.\d{1,12})?$/.test(rate) || /^[0.]*$/.test(rate)) {
    return `"${rate}" is not a rate: a decimal above 0, with a point, and at most 12 decimals`;
  }
  const before = seen.get(keyOf(one));
  return before === undefined ? null : `this day's rate of ${currency} to ${base} stands on line ${before} already`;
}

function keyOf({ day, currency, base }: Told): string {
  return `${day} ${currency} ${base}`;
}

function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const at = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text);
}

/** Without zeros that mean nothing. */
function plainRate(rate: string): string {
  return rate
    .replace(/^0+(?=\d)/, '')
    .replace(/(\.\d*?)0+$/, '$1')
    .replace(/\.$/, '');
}

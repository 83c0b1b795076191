import { midnight, type Span } from '../../lib/range.ts';
import type { Unit } from './words.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** What a chart of a span is cut into: some dozens of bars. */
export function unitOf({ from, to }: Span): Unit {
  const days = (Date.parse(to) - Date.parse(from)) / dayMs;
  return days <= 2.1 ? 'hour' : days <= 93 ? 'day' : 'month';
}

export interface Bucket {
  readonly key: string;
  readonly fromMs: number;
  readonly toMs: number;
}

/** All hours, days or months of a span that have begun, as the API writes them. */
export function bucketsOf({ from, to }: Span, unit: Unit, zone: string, nowMs: number): Bucket[] {
  const endMs = Math.min(Date.parse(to), nowMs);
  const day = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short' });
  const buckets: Bucket[] = [];
  for (let fromMs = startOf(Date.parse(from), unit, zone, day); fromMs < endMs;) {
    const text = day.format(fromMs);
    const [year = 0, month = 1, date = 1] = text.split('-').map(Number);
    const toMs =
      unit === 'hour'
        ? fromMs + hourMs
        : unit === 'day'
          ? midnight(year, month - 1, date + 1, zone)
          : midnight(year, month, 1, zone);
    const key =
      unit === 'hour' ? `${new Date(fromMs).toISOString().slice(0, 19)}Z` : text.slice(0, unit === 'day' ? 10 : 7);
    buckets.push({ key, fromMs, toMs });
    fromMs = toMs;
  }
  return buckets;
}

function startOf(atMs: number, unit: Unit, zone: string, day: Intl.DateTimeFormat): number {
  if (unit === 'hour') return Math.floor(atMs / hourMs) * hourMs;
  const [year = 0, month = 1, date = 1] = day.format(atMs).split('-').map(Number);
  return midnight(year, month - 1, unit === 'day' ? date : 1, zone);
}

import type { BudgetPeriod } from '@tollgate/contract';

/** From `fromMs` (inclusive) to `toMs` (exclusive), in milliseconds since the epoch. */
export interface Period {
  readonly fromMs: number;
  readonly toMs: number;
  /** `fromMs` as RFC 3339. */
  readonly from: string;
}

/** The period of a moment. */
export type Periods = (period: BudgetPeriod, atMs: number) => Period;

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/**
 * Minutes and hours are UTC's, days and months those of a time zone, daylight saving included: a day may have 23 or 25
 * hours. What was found last is kept, since calls ask for the same period over and over.
 * @param timeZone an IANA name
 */
export function createPeriods(timeZone: string): Periods {
  const calendar = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
  const dayNumber = (atMs: number): number => Number(calendar.format(atMs).replaceAll('-', ''));
  const last = new Map<BudgetPeriod, Period>();
  return (kind, atMs) => {
    const kept = last.get(kind);
    if (kept && kept.fromMs <= atMs && atMs < kept.toMs) return kept;
    const found = find(kind, atMs, dayNumber);
    last.set(kind, found);
    return found;
  };
}

function find(kind: BudgetPeriod, atMs: number, dayNumber: (atMs: number) => number): Period {
  if (kind === 'minute' || kind === 'hour') {
    const lengthMs = kind === 'minute' ? minuteMs : hourMs;
    return between(Math.floor(atMs / lengthMs) * lengthMs, (Math.floor(atMs / lengthMs) + 1) * lengthMs);
  }
  const today = dayNumber(atMs);
  const [year, month, day] = [Math.floor(today / 10_000), Math.floor(today / 100) % 100, today % 100];
  const startOf = (ofYear: number, ofMonth: number, ofDay: number): number =>
    firstMoment(Date.UTC(ofYear, ofMonth - 1, ofDay), dayNumber);
  return kind === 'day'
    ? between(startOf(year, month, day), startOf(year, month, day + 1))
    : between(startOf(year, month, 1), startOf(year, month + 1, 1));
}

/** The first moment of a calendar day in the zone: searched for, since midnight itself may not exist there. */
function firstMoment(utcMidnightMs: number, dayNumber: (atMs: number) => number): number {
  const wanted = Number(new Date(utcMidnightMs).toISOString().slice(0, 10).replaceAll('-', ''));
  let before = utcMidnightMs - dayMs;
  let after = utcMidnightMs + dayMs;
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (dayNumber(middle) >= wanted) after = middle;
    else before = middle;
  }
  return after;
}

function between(fromMs: number, toMs: number): Period {
  return { fromMs, toMs, from: new Date(fromMs).toISOString() };
}

import type { admin } from '@tollgate/contract';
import type { OverviewScope } from '../../../audit/search/overview.queries.ts';
import { createPeriods } from '../../../journey/limits/periods.ts';
import { ProblemError } from '../problem.ts';

export type Step = admin.Overview['step'];

/** A window of time cut into steps: each begins at one of `starts`, and ends where the next one begins. */
export interface Cut {
  readonly step: Step;
  readonly starts: readonly Date[];
}

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
const spanMaxMs = 400 * dayMs;

/** @throws ProblemError 422 for a window that ends before it begins, or is longer than 400 days */
export function windowOf(
  { from, to }: { readonly from?: string | undefined; readonly to?: string | undefined },
  nowMs: number,
): Pick<OverviewScope, 'from' | 'to'> {
  const toMs = to === undefined ? nowMs : Date.parse(to);
  const fromMs = from === undefined ? toMs - dayMs : Date.parse(from);
  if (fromMs >= toMs) throw new ProblemError(422, 'The window ends before it begins.');
  if (toMs - fromMs > spanMaxMs) throw new ProblemError(422, 'The window is longer than 400 days.');
  return { from: new Date(fromMs).toISOString(), to: new Date(toMs).toISOString() };
}

/**
 * Steps few enough to be seen at once.
 * @throws ProblemError 422 for a zone that is none
 */
export function cutOf({ from, to }: Pick<OverviewScope, 'from' | 'to'>, timeZone: string): Cut {
  const fromMs = Date.parse(from);
  const toMs = Date.parse(to);
  const spanMs = toMs - fromMs;
  const step: Step = spanMs <= 3 * hourMs ? 'five_minutes' : spanMs <= 3 * dayMs ? 'hour' : 'day';
  const endOf = step === 'day' ? endOfDay(timeZone) : endOfEach(step === 'hour' ? hourMs : 5 * minuteMs);
  const starts = [new Date(fromMs)];
  for (let end = endOf(fromMs); end < toMs; end = endOf(end)) starts.push(new Date(end));
  return { step, starts };
}

const endOfEach =
  (lengthMs: number) =>
  (atMs: number): number =>
    (Math.floor(atMs / lengthMs) + 1) * lengthMs;

function endOfDay(timeZone: string): (atMs: number) => number {
  try {
    const periods = createPeriods(timeZone);
    return (atMs) => periods('day', atMs).toMs;
  } catch (error) {
    if (error instanceof RangeError) throw new ProblemError(422, 'The time zone is not known.');
    throw error;
  }
}

import { compareAmounts, heightOf, isZero } from '../../../lib/decimal.ts';
import { type Counter, takenOf, type Usage } from './queries.ts';

export interface Pace {
  readonly isUsedUp: boolean;
  /** When the limit is reached if it goes on as until now, even after the period; null where nothing can be told yet. */
  readonly endMs: number | null;
  /** What will have been spent when the period ends, for a drawing. */
  readonly atReset: number;
  readonly shareAtReset: number;
}

/** Where spending leads, in a straight line from the period's beginning. */
export function paceOf({ budget, period_from, resets_at }: Usage, counter: Counter, now: number): Pace {
  const [fromMs, toMs] = [Date.parse(period_from), Date.parse(resets_at)];
  const passed = now - fromMs;
  const spent = heightOf(counter.spent);
  const limit = heightOf(budget.limit);
  const isUsedUp = compareAmounts(takenOf(counter), budget.limit) >= 0;
  const isTold = !isZero(counter.spent) && passed > (toMs - fromMs) / 100;
  const atReset = isTold ? (spent * (toMs - fromMs)) / passed : spent;
  return {
    isUsedUp,
    endMs: isTold ? fromMs + (limit / spent) * passed : null,
    atReset,
    shareAtReset: limit === 0 ? 1 : atReset / limit,
  };
}

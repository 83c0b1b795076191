import type { Budget } from '@tollgate/contract';
import { type Refusal, refusal } from '../refusal.ts';
import type { Shortage } from './account.ts';
import type { Claim } from './allowance.ts';
import { unitsText } from './units.ts';

/** A retry that far away is not one that a client makes by itself. */
const reservedRetryS = 2;
const awayRetryS = 5;

/** Whether it limits a rate (429), or what may be used in all (402): money, and whatever is counted by the month. */
export function isRate({ measure, period }: Pick<Budget, 'measure' | 'period'>): boolean {
  return measure !== 'money' && period !== 'month';
}

/** Why a call may not go: which budget, how much of it is used, and from when on there is more. */
export function limitRefusal({ budget, period, reserved }: Claim, { kind, used }: Shortage, nowMs: number): Refusal {
  const limit = amountText(budget, budget.limit);
  const spent = unitsText(used, budget.measure);
  const asked = unitsText(reserved, budget.measure);
  const resets = new Date(period.toMs).toISOString();
  const detail = `the budget "${budget.name}": ${spent} of ${limit} used or reserved, ${asked} asked for; resets at ${resets}`;
  if (kind === 'away') return refusal('limit_unavailable', { detail, retryAfterS: awayRetryS });
  if (kind === 'reserved') {
    const message = `What is left of the budget "${budget.name}" is reserved by calls that are running. Try again in a moment.`;
    return refusal('rate_limit_exceeded', { message, detail, retryAfterS: reservedRetryS });
  }
  const message = `The ${isRate(budget) ? 'limit' : 'budget'} "${budget.name}" of ${limit} a ${budget.period} is used up. It resets at ${resets}.`;
  if (!isRate(budget)) return refusal('budget_exceeded', { message, detail });
  return refusal('rate_limit_exceeded', { message, detail, retryAfterS: Math.max(1, (period.toMs - nowMs) / 1000) });
}

/** One line for the explanation of the decision. */
export function explainRefusal({ detail }: Refusal): string {
  return `Refused by ${detail ?? 'a budget'}.`;
}

function amountText({ measure, currency }: Budget, amount: string): string {
  return measure === 'money' ? `${amount} ${currency}` : `${amount} ${measure}`;
}

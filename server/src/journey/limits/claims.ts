import { type Budget, money } from '@tollgate/contract';
import type { KeyHolder } from '../../catalog/snapshot.ts';
import type { Forwarded } from '../decide.ts';
import { type Refusal, refusal } from '../refusal.ts';
import type { Claim } from './allowance.ts';
import type { Limits } from './limits.ts';
import { unitsOf, type Units } from './units.ts';
import type { UpperEstimate } from './upper-estimate.ts';

/** What a call asks of each budget that it counts against; a refusal where a hard one cannot tell. */
export function claimsOf(
  budgets: readonly Budget[],
  caller: KeyHolder,
  { route, model }: Forwarded,
  atMs: number,
  estimate: () => UpperEstimate,
  limits: Limits,
): Claim[] | Refusal {
  const claims: Claim[] = [];
  for (const budget of budgets) {
    const subject = subjectOf(budget, caller);
    const period = limits.periods(budget.period, atMs);
    if (!budget.is_hard) {
      claims.push({ budget, subject, period, reserved: 0n, account: null });
      continue;
    }
    const reserved = mostOf(budget, estimate, limits);
    if (typeof reserved === 'string') {
      if (reserved === 'unpriced' && route === 'secure') continue; // the company's own, for which nothing is charged
      return cannotTell(budget, model.displayName, reserved);
    }
    claims.push({ budget, subject, period, reserved, account: limits.account(budget, subject, period) });
  }
  return claims;
}

/** Whose counter it is. */
export function subjectOf(budget: Budget, { user }: KeyHolder): string {
  return budget.scope.each ? user.id : '';
}

function mostOf(
  budget: Budget,
  estimate: () => UpperEstimate,
  { rates }: Limits,
): Units | 'unpriced' | `rate ${string}` {
  if (budget.measure === 'requests') return 1n;
  if (budget.measure === 'tokens') return BigInt(estimate().tokens);
  const { cost } = estimate();
  if (cost === null || budget.currency === null) return 'unpriced';
  const amount = rates.convert(money.decimal(cost.amount), cost.currency, budget.currency);
  return amount === null ? `rate ${cost.currency}` : unitsOf(amount, 'money');
}

function cannotTell({ name, currency }: Budget, model: string, why: string): Refusal {
  const detail =
    why === 'unpriced'
      ? `the model "${model}" has no price in force, so the budget "${name}" cannot count it`
      : `there is no exchange rate from ${why.slice('rate '.length)} to ${currency}, the currency of the budget "${name}"`;
  const message = 'A budget of this key cannot be evaluated for this model. Tell an administrator.';
  return refusal('budget_exceeded', { message, detail });
}

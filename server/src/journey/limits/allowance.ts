import { type Budget, money } from '@tollgate/contract';
import type { LimitReserved, LimitSpent } from '../../audit/events.ts';
import type { Outcome } from '../settle.ts';
import type { Account } from './account.ts';
import type { Rates } from './exchange-rates.ts';
import type { Period } from './periods.ts';
import { type Units, unitsOf, unitsText } from './units.ts';

/** What a call takes of one budget. */
export interface Claim {
  readonly budget: Budget;
  /** The user's id where each has a counter of their own, else empty. */
  readonly subject: string;
  readonly period: Period;
  /** At most; zero for a soft budget, which reserves nothing. */
  readonly reserved: Units;
  /** Of a hard budget. */
  readonly account: Account | null;
}

/**
 * What a call may use of the budgets that it counts against: settled once, with what it did use, or given back when the
 * call never left.
 */
export class Allowance {
  readonly claims: readonly Claim[];
  readonly #rates: Rates;
  #isOver = false;

  constructor(claims: readonly Claim[], rates: Rates) {
    this.claims = claims;
    this.#rates = rates;
  }

  /** For the open event. */
  get reserved(): LimitReserved[] {
    return this.claims.map(reservedOf);
  }

  /** Takes what was used. @returns what the settle event says of it; nothing when the call was over already */
  settle(outcome: Pick<Outcome, 'usage' | 'cost'>): LimitSpent[] {
    if (this.#isOver) return [];
    this.#isOver = true;
    return this.claims.map((claim) => {
      const spent = usedOf(claim.budget, outcome, this.#rates);
      claim.account?.settle(claim.reserved, spent);
      return { ...reservedOf(claim), spent: unitsText(spent, claim.budget.measure) };
    });
  }

  /** The call never left. */
  giveBack(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    for (const { account, reserved } of this.claims) account?.settle(reserved, 0n);
  }
}

function reservedOf({ budget, subject, period, reserved }: Claim): LimitReserved {
  const text = unitsText(reserved, budget.measure);
  return { budget_id: budget.id, subject, period_from: period.from, reserved: text };
}

/** What no rate leads to counts as nothing: a hard budget let no such call through. */
function usedOf(budget: Budget, { usage, cost }: Pick<Outcome, 'usage' | 'cost'>, rates: Rates): Units {
  if (budget.measure === 'requests') return 1n;
  if (budget.measure === 'tokens') return BigInt(usage?.total ?? 0);
  if (!cost || budget.currency === null) return 0n;
  const amount = rates.convert(money.decimal(cost.amount), cost.currency, budget.currency);
  return amount === null ? 0n : unitsOf(amount, 'money');
}

import { money } from '@tollgate/contract';
import type { KeySpending } from '../../cost/key-spending.queries.ts';
import type { Call } from '../../journey/call.ts';
import type { Gateway } from '../../journey/gateway.ts';
import { errorBody, errorHeaders } from '../../journey/refuse.ts';
import { refusal } from '../../journey/refusal.ts';
import { sendBody } from '../../journey/respond.ts';
import { budgetsOf, type BudgetStanding } from './budgets-of.ts';
import { knownCaller } from './known-caller.ts';

/**
 * `GET /v1/usage`: what the caller's key has used since the month began (UTC), as OpenClaw's provider `clawrouter` shows
 * it by `openclaw status --usage` (its extensions/clawrouter/usage.ts). No call depends on it: when the record does not
 * answer at once, this alone fails.
 */
export async function answerUsage(call: Call, gateway: Gateway): Promise<void> {
  const known = await knownCaller(call, gateway);
  if (!known) return;
  const { key, user } = known.caller;
  const spending = await Promise.all([
    gateway.spending({ id: key.id, userId: user.id }, call.atMs),
    budgetsOf(known.caller, known.policy, gateway.limits, call.atMs),
  ]).catch((error: unknown) => {
    gateway.log.warn({ request_id: call.requestId, error }, 'what a key has used could not be read');
    return null;
  });
  if (spending) {
    return sendBody(
      call,
      200,
      { 'content-type': 'application/json' },
      Buffer.from(JSON.stringify(usageOf(...spending))),
    );
  }
  const refused = refusal('usage_unavailable', { retryAfterS: 10 });
  sendBody(call, refused.httpStatus, errorHeaders(refused), errorBody(call, refused));
}

export interface KeyUsage {
  /** Of the shape that OpenClaw knows; it tells nothing of budgets: they stand in `budgets`. */
  readonly budget: { readonly configured: false };
  readonly budgets: readonly BudgetStanding[];
  readonly usage: {
    readonly summary: {
      readonly requestCount: number;
      readonly totalTokens: number;
      /** Millionths of a US dollar; left out when part of the costs is in another currency, since no part is the whole. */
      readonly actualCostMicros?: number;
    };
    /** Exact, each kind and currency for itself. */
    readonly costs: KeySpending['costs'];
  };
}

export function usageOf({ calls, totalTokens, costs }: KeySpending, budgets: readonly BudgetStanding[] = []): KeyUsage {
  const summary = { requestCount: calls, totalTokens };
  const isDollars = costs.every(({ currency }) => currency === 'USD');
  const dollars = money.sum(costs.map(({ amount }) => money.decimal(amount)));
  return {
    budget: { configured: false },
    budgets,
    usage: {
      summary: isDollars ? { ...summary, actualCostMicros: Number(roundedMicros(dollars)) } : summary,
      costs,
    },
  };
}

/** Half a millionth counts as one. */
function roundedMicros({ units, scale }: ReturnType<typeof money.decimal>): bigint {
  if (scale <= 6) return units * 10n ** BigInt(6 - scale);
  const step = 10n ** BigInt(scale - 6);
  return (units + step / 2n) / step;
}

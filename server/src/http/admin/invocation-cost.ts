import { type admin, type Cost, type Invocation, money } from '@tollgate/contract';
import { RecordedPrices } from '../../administration/verify-costs/recorded-prices.ts';
import { selectLedger } from '../../cost/ledger/ledger.queries.ts';
import { priceCall } from '../../cost/price.ts';
import type { Queryable } from '../../database/queryable.ts';

/** A call has one charge and few corrections. */
const entriesMax = 200;

/** What a call cost, from its tokens and the prices that were in force, and what the ledger holds for it by now. */
export async function invocationCost(database: Queryable, call: Invocation): Promise<admin.InvocationCost> {
  const { cost, usage, route, policy_version: policy, final_model: model } = call;
  const prices = policy === null || model === null ? null : await new RecordedPrices(database).of(policy, model);
  const derived =
    usage === null || route === null || prices === null
      ? null
      : priceCall(usage, prices, call.at, route, { serviceTier: call.service_tier });
  const { items } = await selectLedger(database, { request_id: [call.request_id] }, entriesMax, null);
  return {
    price: (cost && prices?.find(({ version }) => version === cost.price_version)) ?? null,
    is_derivable: isSame(cost, derived),
    adds_up:
      cost === null ||
      sumOf([...Object.values(cost.classes), ...Object.values(cost.fees ?? {})]) === plain(cost.amount),
    booked: booked(items),
  };
}

function isSame(cost: Cost | null, derived: Cost | null): boolean {
  if (cost === null || derived === null) return cost === derived;
  return (
    cost.currency === derived.currency &&
    plain(cost.amount) === plain(derived.amount) &&
    Object.entries(cost.classes).every(
      ([name, amount]) => plain(amount) === plain(derived.classes[name as keyof Cost['classes']]),
    )
  );
}

function plain(amount: string): string {
  return money.plain(money.decimal(amount));
}

function sumOf(amounts: readonly string[]): string {
  return money.plain(money.sum(amounts.map(money.decimal)));
}

/** Amounts of one kind and currency are added; others stand beside each other. */
function booked(entries: readonly admin.LedgerEntry[]): admin.InvocationCost['booked'] {
  const groups = Map.groupBy(entries, ({ kind, currency }) => `${kind} ${currency}`);
  return [...groups.values()].flatMap(([first, ...others]) =>
    first === undefined
      ? []
      : [{ kind: first.kind, currency: first.currency, amount: sumOf([first, ...others].map(({ amount }) => amount)) }],
  );
}

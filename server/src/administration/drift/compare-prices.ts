import { type admin, money, type PriceVersion } from '@tollgate/contract';

const fields = ['input', 'cached_input', 'cache_write', 'output', 'reasoning'] as const;

/** Where a suggestion differs from the price in force; nothing where there is no price, or another currency has it. */
export function comparePrices(
  inForce: PriceVersion | null,
  suggested: admin.PriceSuggestion['prices'],
): admin.ModelDrift['repriced'] {
  if (!inForce || inForce.currency !== suggested.currency) return [];
  return fields.flatMap((field) => {
    const [is, would] = [inForce[field], suggested[field]];
    return isSame(is, would) ? [] : [{ field, in_force: is, suggested: would }];
  });
}

function isSame(a: string | null, b: string | null): boolean {
  if (a === null || b === null) return a === b;
  return money.compare(money.decimal(a), money.decimal(b)) === 0;
}

import { Money } from '../../components/figures.tsx';
import { compareAmounts } from '../../lib/decimal.ts';

/** An amount as a total: two decimals, more where they are all there is to see; all digits on pointing and copying. */
export function Amount({ amount, currency }: { readonly amount: string | undefined; readonly currency?: string }) {
  const isSmall = amount !== undefined && compareAmounts(amount.replace('-', ''), '1') < 0;
  return <Money amount={amount} currency={currency} digits={isSmall ? 'short' : 'total'} />;
}

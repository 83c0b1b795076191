import { useTranslation } from 'react-i18next';
import { compareAmounts, heightOf } from '../../../lib/decimal.ts';
import { useFormat } from '../../../lib/format.ts';
import type { Budget } from './queries.ts';

/** A figure in a budget's measure, as words of a sentence. */
export function useMeasured({ measure, currency }: Pick<Budget, 'measure' | 'currency'>): (amount: string) => string {
  const { t } = useTranslation('costs');
  const format = useFormat();
  return (amount) => {
    if (measure === 'money')
      return `${format.amount(amount, compareAmounts(amount, '1') < 0 ? 'all' : 'short')} ${currency ?? ''}`;
    const count = Math.round(heightOf(amount));
    return t(`budget.of.${measure}`, { count, told: format.count(count) });
  };
}

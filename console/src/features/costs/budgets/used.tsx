import { Progress } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Money } from '../../../components/figures.tsx';
import { compareAmounts, shareOf } from '../../../lib/decimal.ts';
import { useFormat } from '../../../lib/format.ts';
import classes from './budgets.module.css';
import { type Budget, type Counter, takenOf } from './queries.ts';

/** A figure in a budget's measure. */
export function Measured({
  amount,
  budget,
}: {
  readonly amount: string;
  readonly budget: Pick<Budget, 'measure' | 'currency'>;
}) {
  const format = useFormat();
  const { t } = useTranslation('costs');
  if (budget.measure === 'money') {
    const digits = compareAmounts(amount, '1') < 0 ? 'all' : 'short';
    return <Money amount={amount} currency={budget.currency} digits={digits} />;
  }
  return (
    <span className={classes.figure} data-exact={amount}>
      {format.count(Math.round(Number(amount)))} <span className={classes.unit}>{t(`budget.${budget.measure}`)}</span>
    </span>
  );
}

/** How much of a limit is taken: what the record says solid, what running calls may use at most pale. */
export function Used({ counter, budget }: { readonly counter: Counter | null; readonly budget: Budget }) {
  const { t } = useTranslation('costs');
  const format = useFormat();
  const of = (amount: string): number => Math.min(1, shareOf(amount, budget.limit) ?? 1) * 100;
  const spent = counter?.spent ?? '0';
  const taken = counter === null ? '0' : takenOf(counter);
  const share = shareOf(taken, budget.limit);
  const isFull = share === null || share >= 1;
  return (
    <span className={classes.used}>
      <Progress.Root size="lg" className={classes.bar} aria-hidden>
        <Progress.Section
          value={of(spent)}
          color={isFull ? 'var(--tg-blocked)' : share >= 0.8 ? 'var(--tg-fault)' : 'var(--tg-accent)'}
        />
        <Progress.Section value={of(taken) - of(spent)} color="var(--tg-control)" />
      </Progress.Root>
      <span className={classes.figure}>{isFull ? t('budget.usedUp') : format.percent(share)}</span>
    </span>
  );
}

import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { StepLine, type StepSeries } from '../../../components/step-line.tsx';
import { useFormat } from '../../../lib/format.ts';
import type { PriceVersion } from '../queries.ts';
import { priceSteps } from './price-steps.ts';

const classes = ['input', 'cached_input', 'output'] as const;
const colours = { input: 'var(--tg-series-1)', cached_input: 'var(--tg-series-3)', output: 'var(--tg-series-2)' };
const dayMs = 86_400_000;

/** How the prices of a model went, as steps over time, a picture for each currency; nothing while there was but one. */
export function PriceHistory({ versions }: { readonly versions: readonly PriceVersion[] }) {
  const steps = priceSteps(versions);
  const currencies = [...new Set(steps.flatMap(({ version }) => (version ? [version.currency] : [])))];
  if (steps.length < 2) return null;
  return currencies.map((currency) => <OfCurrency key={currency} currency={currency} steps={steps} />);
}

interface OfCurrencyProps {
  readonly currency: string;
  readonly steps: ReturnType<typeof priceSteps<PriceVersion>>;
}

function OfCurrency({ currency, steps }: OfCurrencyProps) {
  const { t } = useTranslation('catalogue');
  const format = useFormat();
  const [now] = useState(() => Date.now());
  const [first = now, second = now] = steps.map(({ at }) => at);
  const last = steps.at(-1)?.at ?? now;
  const to = last < now ? now : last + Math.max(dayMs, (last - second) / 4);
  // A first price that holds since ever leaves the others their room.
  const from = Math.max(first, second - (to - second));
  const minute = (at: number): string => format.minute(new Date(at).toISOString());
  const series: StepSeries[] = classes.map((key) => ({
    key,
    label: t(`price.${key}`),
    color: colours[key],
    steps: steps.map(({ at, version }) => {
      const price = version?.currency === currency ? version[key] : null;
      return {
        at: Math.max(at, from),
        value: price == null ? null : Number.parseFloat(price),
        told: t('price.step', { price: format.amount(price, 'all'), from: minute(at) }),
      };
    }),
  }));
  return (
    <StepLine
      label={t('price.history', { currency })}
      series={series.filter((one) => one.steps.some(({ value }) => value !== null))}
      from={from}
      to={to}
      now={to > now ? { at: now, label: t('price.today') } : undefined}
      tick={(value) => format.amount(String(value))}
      time={minute}
    />
  );
}

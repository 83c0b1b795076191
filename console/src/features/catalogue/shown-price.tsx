import { useTranslation } from 'react-i18next';
import { useFormat } from '../../lib/format.ts';
import classes from './catalogue.module.css';

interface Shown {
  readonly currency: string;
  readonly input: string;
  readonly cached_input?: string | null | undefined;
  readonly output: string;
}

/** `1.25 / 0.125 / 10.00 USD`: input, cached input where it has a price of its own, output. */
export function ShownPrice({ price }: { readonly price: Shown }) {
  const { t } = useTranslation('catalogue');
  const format = useFormat();
  const parts = [price.input, ...(price.cached_input == null ? [] : [price.cached_input]), price.output];
  const label = price.cached_input == null ? t('price.inOut') : t('price.inCachedOut');
  return (
    <span className={classes.figure} title={`${label}, ${t('price.perMillion')}`}>
      {parts.map((part) => format.amount(part)).join(' / ')} <span className={classes.unit}>{price.currency}</span>
    </span>
  );
}

import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../lib/format.ts';
import classes from './prices.module.css';
import type { PriceVersion } from '../queries.ts';

const names = ['input', 'cached_input', 'cache_write', 'output', 'reasoning'] as const;

/** One version by class, with what holds where a class has no price of its own, and its conditional prices. */
export function PriceClasses({ price }: { readonly price: PriceVersion }) {
  const { t } = useTranslation('catalogue');
  const format = useFormat();
  const lines: (readonly [key: string, label: string, amount: string | null])[] = [
    ...names.map((name) => [name, t(`price.${name}`), price[name] ?? null] as const),
    ...Object.entries(price.details).map(
      ([name, amount]) => [name, t('price.detail', { name }), amount ?? null] as const,
    ),
    ...Object.entries(price.units).map(([name, amount]) => [name, t('price.unit', { name }), amount ?? null] as const),
  ];
  return (
    <>
      <table className={classes.classes}>
        <thead>
          <tr>
            <th scope="col">{t('price.perMillion')}</th>
            <th scope="col">{price.currency}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map(([key, label, amount]) => (
            <tr key={key}>
              <th scope="row">{label}</th>
              <td>
                {amount === null
                  ? t(key === 'reasoning' ? 'price.asOutput' : 'price.asInput')
                  : format.amount(amount, 'all')}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {price.variants.map((variant, index) => (
        <p key={index} className={classes.note}>
          {t('price.variant', {
            conditions: conditionsOf(variant.when, t, format.count),
            input: variant.input ?? '–',
            output: variant.output ?? '–',
          })}
        </p>
      ))}
      {price.source && <p className={classes.note}>{t('price.source', { source: price.source })}</p>}
    </>
  );
}

type When = PriceVersion['variants'][number]['when'];

function conditionsOf(
  when: When,
  t: ReturnType<typeof useTranslation<'catalogue'>>['t'],
  count: (n: number) => string,
): string {
  return [
    ...(when.service_tier === undefined ? [] : [t('price.tier', { tier: when.service_tier })]),
    ...(when.input_over === undefined ? [] : [t('price.inputOver', { tokens: count(when.input_over) })]),
    ...(when.batch ? [t('price.batch')] : []),
  ].join(' · ');
}

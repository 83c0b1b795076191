import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { tokenClasses, Tokens } from '../../components/call/tokens.tsx';
import { Chip } from '../../components/chip.tsx';
import { Money, Time } from '../../components/figures.tsx';
import { Waiting } from '../../components/page.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { answer, api, type paths } from '../../lib/api.ts';
import type { Call } from '../../lib/call-query.ts';
import { useFormat } from '../../lib/format.ts';
import classes from './tabs.module.css';

type CostOf = paths['/api/invocations/{request_id}/cost']['get']['responses']['200']['content']['application/json'];
type Prices = NonNullable<CostOf['price']>;

/** The price of a class: its own in the variant that held, else in the version, else that of the class it falls back to. */
function unitPrice(price: Prices, variant: number | undefined, name: (typeof tokenClasses)[number]): string | null {
  const held = variant === undefined ? undefined : price.variants[variant - 1];
  const fallback = name === 'reasoning' ? 'output' : 'input';
  return held?.[name] ?? price[name] ?? held?.[fallback] ?? price[fallback];
}

/** Class × tokens × unit price = amount, the version that held, and what was corrected since. */
export function CostTab({ call }: { readonly call: Call }) {
  const { t } = useTranslation('call');
  const format = useFormat();
  const read = useQuery({
    queryKey: ['call cost', call.request_id],
    queryFn: () =>
      answer(api.GET('/api/invocations/{request_id}/cost', { params: { path: { request_id: call.request_id } } })),
  });
  const { usage, cost } = call;
  if (usage === null || cost === null) {
    return (
      <div className={classes.stack}>
        <Tokens call={call} />
        {usage !== null && <p className={classes.dim}>{t('cost.unpriced')}</p>}
      </div>
    );
  }
  if (read.error) return <ProblemNotice error={read.error} onRetry={() => void read.refetch()} />;
  if (!read.data) return <Waiting lines={6} />;
  const { price, is_derivable, adds_up, booked } = read.data;
  const variant = cost.price_variant === undefined ? undefined : price?.variants[cost.price_variant - 1];
  const money = (amount: string | null | undefined) => <Money amount={amount} currency={cost.currency} digits="all" />;
  const isCorrected = booked.some(
    ({ amount, currency }) => currency !== cost.currency || !isEqual(amount, cost.amount),
  );
  return (
    <div className={classes.stack}>
      <div className={classes.scroll} role="region" aria-label={t('cost.title')} tabIndex={0}>
        <table className={classes.table}>
          <thead>
            <tr>
              <th scope="col">{t('cost.class')}</th>
              <th scope="col">{t('cost.tokens')}</th>
              <th scope="col">{t('cost.perMillion')}</th>
              <th scope="col">{t('cost.amount')}</th>
            </tr>
          </thead>
          <tbody>
            {tokenClasses.map((name) => (
              <tr key={name} data-none={usage[name] === 0 || undefined}>
                <th scope="row">{t(`class.${name}`)}</th>
                <td>{format.count(usage[name])}</td>
                <td>{price ? money(unitPrice(price, cost.price_variant, name)) : '–'}</td>
                <td>{money(cost.classes[name])}</td>
              </tr>
            ))}
            {Object.entries(cost.fees ?? {}).map(([unit, amount]) => (
              <tr key={unit}>
                <th scope="row">
                  <code>{unit}</code>
                </th>
                <td>{format.count(usage.units?.[unit] ?? 1)}</td>
                <td>{price ? money(price.units[unit]) : '–'}</td>
                <td>{money(amount)}</td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">{t('cost.sum')}</th>
              <td>{format.count(usage.total)}</td>
              <td />
              <td>{money(cost.amount)}</td>
            </tr>
          </tfoot>
        </table>
      </div>
      <p className={classes.line}>
        <Chip tone={is_derivable && adds_up ? 'good' : 'fault'}>
          {t(is_derivable && adds_up ? 'cost.derived' : adds_up ? 'cost.notDerived' : 'cost.wrongSum')}
        </Chip>
        <span>
          {t(cost.kind === 'internal_cost' ? 'cost.isInternal' : 'cost.isEstimated')}
          {usage.estimated && ` ${t('cost.counted')}`}
        </span>
      </p>
      {price && (
        <p>
          {t('cost.version', { version: cost.price_version })} <Time at={price.valid_from} as="minute" />
          {price.source !== null && <bdi className={classes.dim}> · {price.source}</bdi>}
        </p>
      )}
      {variant && <p>{t('cost.variant', { when: format.list(conditions(variant.when)) })}</p>}
      {isCorrected && (
        <p>
          {t('cost.corrected')}{' '}
          {booked.map(({ kind, currency, amount }) => (
            <span key={`${kind} ${currency}`} className={classes.booked}>
              <Money amount={amount} currency={currency} digits="all" />
            </span>
          ))}
        </p>
      )}
    </div>
  );
}

function conditions(when: Prices['variants'][number]['when']): string[] {
  return Object.entries(when).map(([name, value]) => `${name} ${String(value)}`);
}

/** Decimals are equal whatever zeros follow them. */
function isEqual(one: string, other: string): boolean {
  const bare = (amount: string): string => (amount.includes('.') ? amount.replace(/\.?0+$/, '') : amount);
  return bare(one) === bare(other);
}

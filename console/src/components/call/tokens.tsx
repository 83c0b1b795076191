import { useTranslation } from 'react-i18next';
import type { Call } from '../../lib/call-query.ts';
import { useFormat } from '../../lib/format.ts';
import { Money } from '../figures.tsx';
import classes from './call.module.css';

export const tokenClasses = ['input', 'cached_input', 'cache_write', 'output', 'reasoning'] as const;

/** Tokens and cost by class, in short. */
export function Tokens({ call }: { readonly call: Call }) {
  const { t } = useTranslation('call');
  const format = useFormat();
  const { usage, cost } = call;
  return (
    <section className={classes.section} aria-label={t('cost.title')}>
      <h3 className={classes.heading}>{t('cost.title')}</h3>
      {usage === null ? (
        <p className={classes.dim}>{t('cost.noUsage')}</p>
      ) : (
        <table className={classes.tokens}>
          <tbody>
            {tokenClasses
              .filter((name) => usage[name] > 0)
              .map((name) => (
                <tr key={name}>
                  <th scope="row">{t(`class.${name}`)}</th>
                  <td>{format.count(usage[name])}</td>
                  <td>{cost ? <Money amount={cost.classes[name]} currency={cost.currency} /> : '–'}</td>
                </tr>
              ))}
            <tr>
              <th scope="row">{t('cost.sum')}</th>
              <td>{format.count(usage.total)}</td>
              <td>{cost ? <Money amount={cost.amount} currency={cost.currency} /> : '–'}</td>
            </tr>
          </tbody>
        </table>
      )}
    </section>
  );
}

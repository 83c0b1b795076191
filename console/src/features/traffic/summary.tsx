import { useTranslation } from 'react-i18next';
import { Money } from '../../components/figures.tsx';
import { useFormat } from '../../lib/format.ts';
import type { Facets, useCalls } from './calls.ts';
import classes from './traffic.module.css';

export interface SummaryProps {
  readonly facets: Facets | undefined;
  readonly calls: ReturnType<typeof useCalls>;
}

/** How many calls these are, and what they cost, as far as they were counted. */
export function Summary({ facets, calls }: SummaryProps) {
  const { t } = useTranslation('traffic');
  const format = useFormat();
  const loaded = calls.rows.length;
  const count =
    facets === undefined
      ? t(calls.hasNextPage ? 'summary.more' : 'summary.calls', { count: loaded, shown: format.count(loaded) })
      : t(facets.is_complete ? 'summary.calls' : 'summary.more', {
          count: facets.calls,
          shown: format.count(facets.calls),
        });
  return (
    <div className={classes.summary} role="status">
      <span>{calls.isPending ? '–' : count}</span>
      {facets?.costs.map(({ currency, amount }) => (
        <span key={currency}>
          · <Money amount={amount} currency={currency} digits="short" />
        </span>
      ))}
      {facets !== undefined && !facets.is_complete && <span>{t('summary.ofNewest')}</span>}
      <span>· {t('summary.order')}</span>
    </div>
  );
}

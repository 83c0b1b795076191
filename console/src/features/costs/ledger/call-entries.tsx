import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Money, Time } from '../../../components/figures.tsx';
import { Id } from '../../../components/id.tsx';
import { Waiting } from '../../../components/page.tsx';
import { ProblemNotice } from '../../../components/problem-notice.tsx';
import { SidePanel } from '../../../components/side-panel.tsx';
import { callAt } from '../../../lib/calls.ts';
import { isZero, sumOf } from '../../../lib/decimal.ts';
import { useFormat } from '../../../lib/format.ts';
import { EntryWord, priceOf } from './entries-table.tsx';
import classes from './ledger.module.css';
import { callQuery, type Entry } from './queries.ts';

const tokenClasses = ['input', 'cached_input', 'cache_write', 'output', 'reasoning'] as const;

/** What one call was charged, class by class, each correction of it, and what it comes to. */
export function CallEntries({ requestId, onClose }: { readonly requestId: string; readonly onClose: () => void }) {
  const { t } = useTranslation('costs');
  const { t: common } = useTranslation();
  const entries = useQuery(callQuery(requestId));
  const currencies = [...new Set(entries.data?.map(({ currency }) => currency))];
  return (
    <SidePanel
      label={t('ledger.ofCall')}
      title={<Id value={requestId} />}
      onClose={onClose}
      actions={
        <Button component={Link} {...(callAt(requestId) as object)}>
          {t('ledger.toCall')}
        </Button>
      }
    >
      {entries.error ? (
        <ProblemNotice error={entries.error} onRetry={() => void entries.refetch()} />
      ) : entries.data ? (
        <>
          {entries.data.map((entry) => (
            <EntryDetail key={`${entry.journal_id} ${entry.sequence} ${entry.currency}`} entry={entry} />
          ))}
          {currencies.map((currency) => (
            <p key={currency} className={classes.line}>
              <strong>{common('chart.total')}</strong>
              <Money
                amount={sumOf(
                  (entries.data ?? []).filter((entry) => entry.currency === currency).map(({ amount }) => amount),
                )}
                currency={currency}
                digits="all"
              />
            </p>
          ))}
        </>
      ) : (
        <Waiting lines={6} />
      )}
    </SidePanel>
  );
}

function EntryDetail({ entry }: { readonly entry: Entry }) {
  const { t } = useTranslation('costs');
  const { t: common } = useTranslation();
  const format = useFormat();
  const shown = tokenClasses.filter((name) => entry.tokens[name] > 0 || !isZero(entry.classes[name]));
  return (
    <section>
      <div className={classes.line}>
        <EntryWord entry={entry} />
        <span>{priceOf(entry, t('ledger.condition', { variant: entry.price_variant ?? 0 }))}</span>
      </div>
      <p className={classes.below}>
        {t('ledger.booked')} <Time at={entry.booked_at} />
        {entry.is_estimated && ` · ${common('cost.estimatedUsage')}`}
      </p>
      <table className={classes.amounts}>
        <thead>
          <tr>
            <td />
            <th scope="col">{common('column.tokens')}</th>
            <th scope="col">{entry.currency}</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((name) => (
            <tr key={name}>
              <th scope="row">{t(`table.${name}`)}</th>
              <td>{format.count(entry.tokens[name])}</td>
              <td>
                <Money amount={entry.classes[name]} currency={null} digits="all" />
              </td>
            </tr>
          ))}
          {!isZero(entry.fee_amount) && (
            <tr>
              <th scope="row">{t('ledger.fees')}</th>
              <td>–</td>
              <td>
                <Money amount={entry.fee_amount} currency={null} digits="all" />
              </td>
            </tr>
          )}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t('ledger.amount')}</th>
            <td />
            <td>
              <Money amount={entry.amount} currency={null} digits="all" />
            </td>
          </tr>
        </tfoot>
      </table>
    </section>
  );
}

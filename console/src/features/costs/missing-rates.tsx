import { Alert, Button, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../lib/format.ts';
import type { Summary } from './queries.ts';
import type { CostsView } from './view.ts';

const shown = 12;

/** Days of which nobody knows a rate: their amounts are in no converted total, and are named instead. */
export function MissingRates({ view, summary }: { readonly view: CostsView; readonly summary: Summary }) {
  const { t } = useTranslation('costs');
  const format = useFormat();
  const missing = summary.missing_rates ?? [];
  const { converted } = summary;
  if (missing.length === 0 || !converted) return null;
  const days = missing.slice(0, shown).map(({ day, currency }) => `${format.date(`${day}T12:00:00Z`)} (${currency})`);
  const amounts = converted.unconverted.map(({ amount, currency }) => `${format.amount(amount, 'all')} ${currency}`);
  return (
    <Alert title={t('missing.title', { currency: converted.currency })} variant="outline">
      <Text size="sm">{t('missing.days', { days: format.list(days), count: missing.length })}</Text>
      <Text size="sm">{t('missing.amounts', { amounts: format.list(amounts), currency: converted.currency })}</Text>
      {view.search.rates === undefined && (
        <Button mt="sm" onClick={() => view.go({ rates: 'latest_before' })}>
          {t('missing.latest')}
        </Button>
      )}
    </Alert>
  );
}

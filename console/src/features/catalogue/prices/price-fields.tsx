import { Button, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Money } from '../../../components/figures.tsx';
import { answer, api } from '../../../lib/api.ts';
import { fieldError } from '../../../lib/field-error.ts';
import { catalogueKey } from '../queries.ts';
import { type DraftPrice, isAmount, priceNames, priceOf } from './draft-price.ts';
import classes from './prices.module.css';

export interface PriceFieldsProps {
  readonly draft: DraftPrice;
  readonly onChange: (draft: DraftPrice) => void;
  /** What refused it. */
  readonly error: unknown;
}

/** The prices per class as they are typed, with what a call would cost by them. */
export function PriceFields({ draft, onChange, error }: PriceFieldsProps) {
  const { t } = useTranslation('catalogue');
  const { variants = [] } = draft.rest;
  return (
    <>
      <div className={classes.fields}>
        <TextInput
          label={t('price.currency')}
          value={draft.currency}
          maxLength={3}
          onChange={(event) => onChange({ ...draft, currency: event.currentTarget.value.toUpperCase() })}
          error={fieldError(error, 'currency')}
          required
        />
        {priceNames.map((name) => (
          <TextInput
            key={name}
            label={t(`price.${name}`)}
            inputMode="decimal"
            value={draft.amounts[name]}
            placeholder={
              name === 'input' || name === 'output' ? '' : t(name === 'reasoning' ? 'price.asOutput' : 'price.asInput')
            }
            onChange={(event) =>
              onChange({ ...draft, amounts: { ...draft.amounts, [name]: event.currentTarget.value } })
            }
            error={fieldError(error, name) ?? (!isAmount(draft.amounts[name]) && t('price.notAmount'))}
            required={name === 'input' || name === 'output'}
          />
        ))}
      </div>
      <p className={classes.note}>{t('price.perMillion')}</p>
      {variants.length > 0 && (
        <p className={classes.note}>
          {t('price.withVariants', { count: variants.length })}{' '}
          <Button
            size="compact-xs"
            onClick={() => onChange({ ...draft, rest: { ...draft.rest, variants: [], details: {}, units: {} } })}
          >
            {t('price.withoutVariants')}
          </Button>
        </p>
      )}
      <Example draft={draft} />
    </>
  );
}

/** What 1,000 tokens in and 500 out would cost: a price per token taken for one per million is seen at once. */
function Example({ draft }: { readonly draft: DraftPrice }) {
  const { t } = useTranslation('catalogue');
  const [price] = useDebouncedValue(priceOf(draft), 200);
  const { data } = useQuery({
    queryKey: [...catalogueKey, 'example', price],
    enabled: price !== null,
    queryFn: () => answer(api.POST('/api/prices/preview', { body: { prices: price as NonNullable<typeof price> } })),
    placeholderData: (before) => before,
  });
  return (
    <p className={classes.example} aria-live="polite" data-example>
      {t('price.example')} <Money amount={price && data ? data.amount : null} currency={data?.currency} digits="all" />
    </p>
  );
}

import { Button, Group, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CountLink } from '../../../components/figures.tsx';
import { ProblemNotice } from '../../../components/problem-notice.tsx';
import { answer, api } from '../../../lib/api.ts';
import { callsOf } from '../../../lib/calls.ts';
import { fieldError, isToldAt } from '../../../lib/field-error.ts';
import { useFormat } from '../../../lib/format.ts';
import classes from '../catalogue.module.css';
import { draftOf, priceNames, priceOf } from '../prices/draft-price.ts';
import { PriceFields } from '../prices/price-fields.tsx';
import { Suggestions } from '../prices/suggestions.tsx';
import { catalogueKey, type Model, type PriceVersion } from '../queries.ts';

export interface NewPriceFormProps {
  readonly model: Model;
  /** What it starts from; null for none. */
  readonly base: PriceVersion | null;
  readonly onClose: () => void;
}

/** A further version of a model's prices: from now on, from a later time, or from a past one, which books corrections. */
export function NewPriceForm({ model, base, onClose }: NewPriceFormProps) {
  const { t } = useTranslation('catalogue');
  const { t: common } = useTranslation();
  const { zone, zoneName } = useFormat();
  const client = useQueryClient();
  const [draft, setDraft] = useState(() => draftOf(base && { ...base, source: null }));
  const [from, setFrom] = useState('');
  const [to, setTo] = useState('');
  const [openedAt] = useState(() => Date.now());
  const iso = (local: string): string => new Date(zone === 'UTC' ? `${local}Z` : local).toISOString();
  const price = priceOf(draft);
  const create = useMutation({
    mutationFn: async () => {
      if (!price) throw new Error('no price yet');
      const body = { ...price, ...(from && { valid_from: iso(from) }), ...(to && { valid_to: iso(to) }) };
      return answer(api.POST('/api/models/{id}/prices', { params: { path: { id: model.id } }, body }));
    },
    onSuccess: async ({ version, example, currency }) => {
      await client.invalidateQueries({ queryKey: catalogueKey });
      notifications.show({ message: t('price.added', { version, amount: example.amount, currency }) });
      onClose();
    },
  });
  const isPast = from !== '' && Date.parse(iso(from)) < openedAt;
  return (
    <form
      className={classes.stack}
      aria-label={t('price.new')}
      onSubmit={(event) => {
        event.preventDefault();
        if (price) create.mutate();
      }}
    >
      <h3>{t('price.new')}</h3>
      <Suggestions
        providerId={model.provider_id}
        providerModel={model.provider_model}
        onTake={({ prices, source }) => setDraft(draftOf({ ...prices, source }))}
      />
      <PriceFields draft={draft} onChange={setDraft} error={create.error} />
      <Group grow align="flex-start">
        <TextInput
          type="datetime-local"
          label={t('price.from')}
          description={t('price.fromHelp', { zone: zoneName })}
          value={from}
          onChange={(event) => setFrom(event.currentTarget.value)}
          error={fieldError(create.error, 'valid_from')}
        />
        <TextInput
          type="datetime-local"
          label={t('price.to')}
          description={t('price.toHelp')}
          value={to}
          onChange={(event) => setTo(event.currentTarget.value)}
          error={fieldError(create.error, 'valid_to')}
        />
      </Group>
      {isPast && <Correcting model={model} from={iso(from)} to={endOf(model, iso(from), to && iso(to))} />}
      {create.error && !isToldAt(create.error, [...priceNames, 'currency', 'valid_from', 'valid_to']) && (
        <ProblemNotice error={create.error} />
      )}
      <Group justify="flex-end" gap="sm">
        <Button onClick={onClose}>{common('act.cancel')}</Button>
        <Button type="submit" variant="filled" disabled={!price} loading={create.isPending}>
          {t('price.save')}
        </Button>
      </Group>
    </form>
  );
}

/** Until when a price would hold: its own end, or the next version's beginning if that comes before. */
function endOf({ prices }: Model, from: string, to: string): string | null {
  const later = [...prices.map((price) => price.valid_from), to].filter((at) => Date.parse(at) > Date.parse(from));
  return later.toSorted((a, b) => Date.parse(a) - Date.parse(b))[0] ?? null;
}

/** How many calls a price of the past would be booked for anew. */
function Correcting({ model, from, to }: { readonly model: Model; readonly from: string; readonly to: string | null }) {
  const { t } = useTranslation('catalogue');
  const query = { from, ...(to !== null && { to }), model: [model.display_name] };
  const { data } = useQuery({
    queryKey: ['costs', 'summary', query],
    queryFn: () => answer(api.GET('/api/costs/summary', { params: { query } })),
  });
  if (!data) return null;
  const search = { from, ...(to !== null && { to }), model: model.display_name };
  return (
    <p role="status" data-correcting={data.calls}>
      <CountLink {...callsOf(search)}>{t('price.corrects', { count: data.calls })}</CountLink>
    </p>
  );
}

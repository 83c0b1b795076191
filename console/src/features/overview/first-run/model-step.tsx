import { Autocomplete, Button, Group, Loader, Select, Stack, Text, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemNotice } from '../../../components/problem-notice.tsx';
import { answer, api } from '../../../lib/api.ts';

export interface ModelStepProps {
  /** The one that was added just now. */
  readonly providerId: string | null;
  /** A model that may see sensitive content. */
  readonly isSecure?: boolean;
  readonly onDone: () => void;
}

/** A model out of a provider's own list, with its price, granted to everyone and active. */
export function ModelStep({ providerId, isSecure = false, onDone }: ModelStepProps) {
  const { t } = useTranslation('start');
  const [chosen, setChosen] = useState<string | null>(null);
  const providers = useQuery({
    queryKey: ['providers'],
    queryFn: () => answer(api.GET('/api/providers', { params: { query: { limit: 200 } } })),
  });
  const items = providers.data?.items ?? [];
  const id = chosen ?? providerId ?? items[0]?.id ?? null;
  if (providers.error) return <ProblemNotice error={providers.error} onRetry={() => void providers.refetch()} />;
  if (items.length === 0) return <Text size="sm">{t('providerFirst')}</Text>;
  return (
    <Stack gap="sm">
      {isSecure && <Text size="sm">{t('secureText')}</Text>}
      {items.length > 1 && (
        <Select
          label={t('provider')}
          data={items.map((one) => ({ value: one.id, label: one.name }))}
          value={id}
          allowDeselect={false}
          onChange={setChosen}
        />
      )}
      {id !== null && <ModelForm key={id} providerId={id} isSecure={isSecure} onDone={onDone} />}
    </Stack>
  );
}

interface ModelFormProps {
  readonly providerId: string;
  readonly isSecure: boolean;
  readonly onDone: () => void;
}

function ModelForm({ providerId, isSecure, onDone }: ModelFormProps) {
  const { t } = useTranslation('start');
  const client = useQueryClient();
  const [model, setModel] = useState('');
  const [typed, setTyped] = useState<{ input: string; output: string; currency: string } | null>(null);
  const discovery = useQuery({
    queryKey: ['discovery', providerId],
    queryFn: () => answer(api.POST('/api/providers/{id}/discover', { params: { path: { id: providerId } } })),
    staleTime: 60_000,
    retry: false,
  });
  const listed = discovery.data?.items.filter(({ capabilities }) => capabilities.embeddings !== true) ?? [];
  const suggested = listed.find(({ provider_model }) => provider_model === model)?.suggestion ?? null;
  const price = typed ?? {
    input: suggested?.prices.input ?? '',
    output: suggested?.prices.output ?? '',
    currency: suggested?.prices.currency ?? 'USD',
  };
  const making = useMutation({
    mutationFn: async () => {
      const prices = typed !== null && price.input !== '' && price.output !== '' ? { prices: price } : {};
      const { items } = await answer(
        api.POST('/api/models/batch', {
          body: {
            provider_id: providerId,
            models: [{ provider_model: model.trim(), is_secure: isSecure, ...prices }],
            suggested_prices: true,
            grant_to: [{ kind: 'everyone' }],
          },
        }),
      );
      await answer(api.POST('/api/models/activate', { body: { ids: items.map(({ id }) => id) } }));
      return items;
    },
    onSuccess: async ([made]) => {
      notifications.show({ message: t('modelActive', { name: made?.display_name ?? model }) });
      await Promise.all([
        client.invalidateQueries({ queryKey: ['overview'] }),
        client.invalidateQueries({ queryKey: ['models'] }),
      ]);
      onDone();
    },
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        making.mutate();
      }}
    >
      <Stack gap="sm">
        <Autocomplete
          label={t('model')}
          description={discovery.data && t('listed', { count: listed.length })}
          required
          limit={200}
          rightSection={discovery.isFetching ? <Loader size={16} /> : null}
          data={listed.map(({ provider_model }) => provider_model)}
          value={model}
          onChange={(value) => {
            setModel(value);
            setTyped(null);
          }}
        />
        {discovery.error && (
          <Text size="sm" role="status">
            {t('noList', { problem: discovery.error.message })}
          </Text>
        )}
        <Group gap="sm" align="flex-end" grow preventGrowOverflow={false}>
          {(['input', 'output', 'currency'] as const).map((field) => (
            <TextInput
              key={field}
              label={t(`price.${field}`)}
              value={price[field]}
              onChange={(event) => setTyped({ ...price, [field]: event.currentTarget.value })}
              {...(field === 'currency' ? { maxLength: 3 } : { inputMode: 'decimal' as const })}
            />
          ))}
        </Group>
        <Text size="xs" c="dimmed">
          {suggested && typed === null ? t('suggested', { day: suggested.as_of }) : t('priceHelp')}
        </Text>
        {making.error && <ProblemNotice error={making.error} />}
        <Group gap="sm">
          <Button type="submit" variant="filled" loading={making.isPending} disabled={model.trim() === ''}>
            {t(isSecure ? 'allowSecure' : 'activate')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

import { Button, Group, PasswordInput, Select, Stack, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemNotice } from '../../../components/problem-notice.tsx';
import { answer, api, ApiProblem } from '../../../lib/api.ts';
import classes from './first-run.module.css';

/** Where a provider is and how it is signed in to: as little as that takes. */
export function ProviderStep({ onDone }: { readonly onDone: (providerId: string) => void }) {
  const { t } = useTranslation('start');
  const client = useQueryClient();
  const [preset, setPreset] = useState<string | null>(null);
  const [name, setName] = useState('');
  const [baseUrl, setBaseUrl] = useState('');
  const [secret, setSecret] = useState('');
  const presets = useQuery({
    queryKey: ['provider presets'],
    queryFn: () => answer(api.GET('/api/provider-presets', { params: { query: { limit: 200 } } })),
    staleTime: Infinity,
  });
  const chosen = presets.data?.items.find(({ id }) => id === preset);
  const body = {
    preset: preset ?? '',
    name,
    base_url: baseUrl,
    ...(/^(?:env|file):/.test(secret) ? { credential: secret } : secret === '' ? {} : { secret }),
  };
  const trying = useMutation({ mutationFn: () => answer(api.POST('/api/providers/test', { body })) });
  const adding = useMutation({
    mutationFn: () => answer(api.POST('/api/providers', { body })),
    onSuccess: async ({ id, name: made }) => {
      notifications.show({ message: t('providerAdded', { name: made }) });
      await Promise.all([
        client.invalidateQueries({ queryKey: ['overview'] }),
        client.invalidateQueries({ queryKey: ['providers'] }),
      ]);
      onDone(id);
    },
  });
  const failed = adding.error ?? trying.error;
  const at = (...fields: readonly string[]): string | undefined =>
    failed instanceof ApiProblem ? failed.errors.find(({ field }) => fields.includes(field))?.message : undefined;
  const isPlaced = failed instanceof ApiProblem && failed.errors.length > 0;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        adding.mutate();
      }}
    >
      <Stack gap="sm">
        <Select
          label={t('preset')}
          placeholder={t('presetHint')}
          searchable
          required
          data={(presets.data?.items ?? []).map(({ id, name: label }) => ({ value: id, label }))}
          value={preset}
          onChange={(value) => {
            const found = presets.data?.items.find(({ id }) => id === value);
            setPreset(value);
            setName(found?.name ?? '');
            setBaseUrl(found?.base_url ?? '');
            trying.reset();
          }}
          error={at('preset')}
        />
        {presets.error && <ProblemNotice error={presets.error} onRetry={() => void presets.refetch()} />}
        {chosen && (
          <>
            <TextInput
              label={t('name')}
              required
              value={name}
              onChange={(event) => setName(event.currentTarget.value)}
              error={at('name')}
            />
            <TextInput
              label={t('baseUrl')}
              description={chosen.base_url === '' ? chosen.note : undefined}
              required
              value={baseUrl}
              onChange={(event) => setBaseUrl(event.currentTarget.value)}
              error={at('base_url', 'api_version')}
            />
            <PasswordInput
              label={t('secret')}
              description={t('writeOnlyHelp', { variable: chosen.key_variable ?? 'NAME' })}
              autoComplete="off"
              value={secret}
              onChange={(event) => setSecret(event.currentTarget.value)}
              error={at('secret', 'credential')}
            />
            {trying.data && (
              <div className={classes.tried} data-ok={trying.data.is_ok} role="status">
                {trying.data.is_ok ? <IconCheck size={16} aria-hidden /> : <IconAlertTriangle size={16} aria-hidden />}
                <span>
                  {trying.data.message} {trying.data.hint}
                </span>
              </div>
            )}
            {failed && !isPlaced && <ProblemNotice error={failed} />}
            <Group gap="sm">
              <Button type="submit" variant="filled" loading={adding.isPending}>
                {t('addProvider')}
              </Button>
              <Button onClick={() => trying.mutate()} loading={trying.isPending}>
                {t('test')}
              </Button>
            </Group>
          </>
        )}
        <Link to="/providers/new" className={classes.link}>
          {t('wizard')}
        </Link>
      </Stack>
    </form>
  );
}

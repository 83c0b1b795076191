import { Button, Checkbox, Group, NumberInput, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemNotice } from '../../../components/problem-notice.tsx';
import { answer, api } from '../../../lib/api.ts';
import { fieldError, isToldAt } from '../../../lib/field-error.ts';
import classes from '../catalogue.module.css';
import { ChangedMeanwhile, isStale } from '../changed-meanwhile.tsx';
import {
  type CredentialDraft,
  CredentialFields,
  emptyCredential,
  isWhole,
  referenceOf,
} from '../credential-fields.tsx';
import { catalogueKey, type Model, type Provider } from '../queries.ts';
import { useModelChange } from './use-model-change.ts';

const abilities = ['tools', 'vision', 'audio', 'reasoning', 'embeddings'] as const;

export interface EndpointFormProps {
  readonly model: Model;
  readonly provider: Provider;
  readonly onClose: () => void;
}

/** An address and a credential of a model's own, what its provider calls it, and what it can do. */
export function EndpointForm({ model, provider, onClose }: EndpointFormProps) {
  const { t } = useTranslation('catalogue');
  const { t: common } = useTranslation();
  const client = useQueryClient();
  const change = useModelChange();
  const [seen] = useState(model);
  const [providerModel, setProviderModel] = useState(model.provider_model);
  const [baseUrl, setBaseUrl] = useState(model.base_url ?? '');
  const [credential, setCredential] = useState<CredentialDraft>({ ...emptyCredential, kind: 'keep' });
  const [can, setCan] = useState(model.capabilities);
  const save = useMutation({
    mutationFn: async (base: Model) => {
      const address = baseUrl.trim() === '' ? null : baseUrl.trim();
      // To another address no secret goes along by itself: the old one is let go before the new one comes.
      const isMoving = credential.kind === 'stored' && address !== base.base_url;
      const reference = isMoving ? null : referenceOf(credential);
      const changed = await change(base, {
        provider_model: providerModel.trim(),
        base_url: address,
        capabilities: can,
        ...(reference !== undefined && { credential: reference }),
      });
      if (credential.kind !== 'stored') return;
      const header = { 'if-match': `"${changed.revision}"` };
      const params = { path: { id: model.id }, header };
      await answer(api.PUT('/api/models/{id}/credential', { params, body: { secret: credential.secret } }));
      await client.invalidateQueries({ queryKey: catalogueKey });
    },
    onError: () => client.invalidateQueries({ queryKey: catalogueKey }),
    onSuccess: () => {
      notifications.show({ message: common('state.saved') });
      onClose();
    },
  });
  return (
    <form
      className={classes.stack}
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate(seen);
      }}
    >
      <TextInput
        label={t('endpoint.providerModel')}
        value={providerModel}
        onChange={(event) => setProviderModel(event.currentTarget.value)}
        error={fieldError(save.error, 'provider_model')}
        required
      />
      <TextInput
        label={t('endpoint.address')}
        description={t('endpoint.addressHelp')}
        placeholder={provider.base_url}
        value={baseUrl}
        onChange={(event) => setBaseUrl(event.currentTarget.value)}
        error={fieldError(save.error, 'base_url')}
      />
      <CredentialFields
        value={credential}
        onChange={setCredential}
        kinds={['keep', 'env', 'file', 'stored', 'none']}
        error={fieldError(save.error, 'credential')}
      />
      <Group grow align="flex-start">
        <NumberInput
          label={t('endpoint.context')}
          value={can.context_tokens ?? ''}
          min={1}
          allowDecimal={false}
          hideControls
          onChange={(value) => setCan({ ...can, context_tokens: typeof value === 'number' ? value : undefined })}
        />
        <NumberInput
          label={t('endpoint.output')}
          value={can.output_tokens_max ?? ''}
          min={1}
          allowDecimal={false}
          hideControls
          onChange={(value) => setCan({ ...can, output_tokens_max: typeof value === 'number' ? value : undefined })}
        />
      </Group>
      <Group gap="md">
        {abilities.map((name) => (
          <Checkbox
            key={name}
            label={t(`can.${name}`)}
            checked={can[name] ?? false}
            onChange={(event) => setCan({ ...can, [name]: event.currentTarget.checked })}
          />
        ))}
      </Group>
      {isStale(save.error) && <ChangedMeanwhile before={seen} now={model} onOverwrite={() => save.mutate(model)} />}
      {save.error && !isStale(save.error) && !isToldAt(save.error, ['provider_model', 'base_url', 'credential']) && (
        <ProblemNotice error={save.error} />
      )}
      <Group justify="flex-end" gap="sm">
        <Button onClick={onClose}>{common('act.cancel')}</Button>
        <Button type="submit" variant="filled" loading={save.isPending} disabled={!isWhole(credential)}>
          {common('act.save')}
        </Button>
      </Group>
    </form>
  );
}

import { Group, NumberInput, Radio, Select, Stack, Switch, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { fieldError } from '../../../lib/field-error.ts';
import { CredentialFields, type CredentialKind } from '../credential-fields.tsx';
import classes from './providers.module.css';
import { type ProviderDraft, protocols } from './provider-draft.ts';

export interface ProviderFieldsProps {
  readonly draft: ProviderDraft;
  readonly onChange: (draft: ProviderDraft) => void;
  /** It is there already: its credential may stay as it is. */
  readonly isSaved: boolean;
  readonly error: unknown;
}

const times = ['connect_ms', 'first_byte_ms', 'idle_ms'] as const;

/** Address, protocol and credential of a provider, and how long the gateway waits for it. */
export function ProviderFields({ draft, onChange, isSaved, error }: ProviderFieldsProps) {
  const { t } = useTranslation('catalogue');
  const kinds: CredentialKind[] = ['env', 'file', 'stored', 'none'];
  return (
    <Stack gap="md">
      <TextInput
        label={t('providers.name')}
        value={draft.name}
        onChange={(event) => onChange({ ...draft, name: event.currentTarget.value })}
        error={fieldError(error, 'name')}
        maxLength={120}
        required
      />
      <TextInput
        label={t('endpoint.address')}
        description={t(`providers.addressHelp.${draft.protocol}`)}
        value={draft.baseUrl}
        onChange={(event) => onChange({ ...draft, baseUrl: event.currentTarget.value })}
        error={fieldError(error, 'base_url')}
        inputMode="url"
        required
      />
      <Group grow align="flex-start">
        <Select
          label={t('providers.protocol')}
          data={protocols.map((protocol) => ({ value: protocol, label: protocol }))}
          value={draft.protocol}
          onChange={(value) =>
            onChange({ ...draft, protocol: protocols.find((one) => one === value) ?? draft.protocol })
          }
          allowDeselect={false}
          error={fieldError(error, 'protocol')}
        />
        {draft.protocol === 'azure-openai' && (
          <TextInput
            label={t('providers.apiVersion')}
            value={draft.apiVersion}
            onChange={(event) => onChange({ ...draft, apiVersion: event.currentTarget.value })}
            error={fieldError(error, 'api_version')}
          />
        )}
      </Group>
      <Radio.Group
        label={t('providers.kind')}
        value={draft.kind}
        onChange={(kind) => onChange({ ...draft, kind: kind === 'local' ? 'local' : 'hosted' })}
        error={fieldError(error, 'kind')}
      >
        <Stack gap={8} mt={8}>
          <Radio value="hosted" label={t('providers.hostedHelp')} />
          <Radio value="local" label={t('providers.localHelp')} />
        </Stack>
      </Radio.Group>
      <CredentialFields
        value={draft.credential}
        onChange={(credential) => onChange({ ...draft, credential })}
        kinds={isSaved ? ['keep', ...kinds] : kinds}
        error={fieldError(error, 'credential') ?? fieldError(error, 'secret')}
      />
      <details>
        <summary>{t('providers.more')}</summary>
        <Stack gap="md" mt="md" className={classes.field}>
          <Switch
            label={t('providers.injectUsage')}
            checked={draft.injectUsage}
            onChange={(event) => onChange({ ...draft, injectUsage: event.currentTarget.checked })}
          />
          <Radio.Group
            label={t('providers.onCallerLeft')}
            value={draft.onCallerLeft}
            onChange={(value) => onChange({ ...draft, onCallerLeft: value === 'drain' ? 'drain' : 'cancel' })}
          >
            <Stack gap={8} mt={8}>
              <Radio value="cancel" label={t('providers.cancelHelp')} />
              <Radio value="drain" label={t('providers.drainHelp')} />
            </Stack>
          </Radio.Group>
          <Group grow align="flex-start">
            {times.map((name) => (
              <NumberInput
                key={name}
                label={t(`providers.${name}`)}
                value={draft.timeouts[name]}
                min={1}
                allowDecimal={false}
                hideControls
                onChange={(value) =>
                  typeof value === 'number' && onChange({ ...draft, timeouts: { ...draft.timeouts, [name]: value } })
                }
                error={fieldError(error, `timeouts.${name}`)}
              />
            ))}
          </Group>
        </Stack>
      </details>
    </Stack>
  );
}

import { PasswordInput, Radio, Stack, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';

export type CredentialKind = 'env' | 'file' | 'stored' | 'none' | 'keep';

/** A credential as it is being said. A secret lives here alone: it is sent, and never comes back. */
export interface CredentialDraft {
  readonly kind: CredentialKind;
  readonly variable: string;
  readonly path: string;
  readonly secret: string;
}

export const emptyCredential: CredentialDraft = { kind: 'env', variable: '', path: '', secret: '' };

/** The reference to send; undefined where nothing is to change, or where the secret goes by itself. */
export function referenceOf({ kind, variable, path }: CredentialDraft): string | null | undefined {
  if (kind === 'env') return `env:${variable.trim()}`;
  if (kind === 'file') return `file:${path.trim()}`;
  return kind === 'none' ? null : undefined;
}

export function isWhole({ kind, variable, path, secret }: CredentialDraft): boolean {
  return { env: variable.trim() !== '', file: path.trim() !== '', stored: secret !== '', none: true, keep: true }[kind];
}

export interface CredentialFieldsProps {
  readonly value: CredentialDraft;
  readonly onChange: (value: CredentialDraft) => void;
  readonly kinds: readonly CredentialKind[];
  readonly error?: string | undefined;
}

/** Where a secret is to be found: in the environment, in a file, or typed in and stored encrypted. */
export function CredentialFields({ value, onChange, kinds, error }: CredentialFieldsProps) {
  const { t } = useTranslation('catalogue');
  const { t: common } = useTranslation();
  return (
    <Stack gap="sm">
      <Radio.Group
        label={t('credential.label')}
        value={value.kind}
        onChange={(kind) => onChange({ ...value, kind: kinds.find((one) => one === kind) ?? value.kind })}
      >
        <Stack gap={8} mt={8}>
          {kinds.map((kind) => (
            <Radio key={kind} value={kind} label={t(`credential.kinds.${kind}`)} />
          ))}
        </Stack>
      </Radio.Group>
      {value.kind === 'env' && (
        <TextInput
          label={t('credential.variable')}
          description={t('credential.variableHelp')}
          value={value.variable}
          onChange={(event) => onChange({ ...value, variable: event.currentTarget.value })}
          error={error}
          autoComplete="off"
          spellCheck={false}
          required
        />
      )}
      {value.kind === 'file' && (
        <TextInput
          label={t('credential.path')}
          description={t('credential.pathHelp')}
          value={value.path}
          onChange={(event) => onChange({ ...value, path: event.currentTarget.value })}
          error={error}
          autoComplete="off"
          spellCheck={false}
          required
        />
      )}
      {value.kind === 'stored' && (
        <PasswordInput
          label={t('credential.secret')}
          description={t('credential.writeOnlyHelp')}
          value={value.secret}
          onChange={(event) => onChange({ ...value, secret: event.currentTarget.value })}
          error={error}
          autoComplete="off"
          visibilityToggleButtonProps={{ 'aria-label': common('act.show') }}
          required
        />
      )}
    </Stack>
  );
}

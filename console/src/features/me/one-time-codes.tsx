import { Button, Code, PasswordInput, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CopyButton } from '../../components/copy-button.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { answer, api } from '../../lib/api.ts';
import { meQuery, useMe } from '../../lib/me.ts';

interface Seed {
  readonly totpURI: string;
  readonly backupCodes: readonly string[];
}

/** One-time codes beside the password (RFC 6238): in force once a first code was given. */
export function OneTimeCodes() {
  const { t } = useTranslation('access');
  const me = useMe();
  const client = useQueryClient();
  const [password, setPassword] = useState('');
  const [seed, setSeed] = useState<Seed | null>(null);
  const [code, setCode] = useState('');
  const isOn = me?.one_time_codes === true;
  const refresh = async (): Promise<void> => {
    setSeed(null);
    setCode('');
    await client.invalidateQueries({ queryKey: meQuery.queryKey });
  };
  const change = useMutation({
    mutationFn: async () => {
      const body = { password };
      if (isOn) await answer(api.POST('/api/auth/two-factor/disable', { body })).then(refresh);
      else setSeed((await answer(api.POST('/api/auth/two-factor/enable', { body }))) as Seed);
      setPassword('');
    },
  });
  const confirm = useMutation({
    mutationFn: () => answer(api.POST('/api/auth/two-factor/verify-totp', { body: { code: code.trim() } })),
    onSuccess: refresh,
  });
  if (seed !== null) {
    const secret = URL.parse(seed.totpURI)?.searchParams.get('secret') ?? '';
    return (
      <form
        onSubmit={(event) => {
          event.preventDefault();
          confirm.mutate();
        }}
      >
        <Stack gap="sm">
          <Text size="sm">{t('me.codesSeed')}</Text>
          <Code block>{secret}</Code>
          <CopyButton value={secret} label={t('me.codes')} withWord />
          <Text size="sm">{t('me.codesSpare')}</Text>
          <Code block>{seed.backupCodes.join('\n')}</Code>
          <TextInput
            label={t('code')}
            autoComplete="one-time-code"
            inputMode="numeric"
            required
            value={code}
            onChange={(event) => setCode(event.currentTarget.value)}
            error={confirm.error && t('codeWrong')}
          />
          <Button type="submit" variant="filled" loading={confirm.isPending}>
            {t('me.codesEnable')}
          </Button>
        </Stack>
      </form>
    );
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        change.mutate();
      }}
    >
      <Stack gap="sm">
        <Text size="sm">{isOn ? t('me.codesOn') : t('me.codesOff')}</Text>
        <PasswordInput
          label={t('currentPassword')}
          autoComplete="current-password"
          required
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        {change.error && <ProblemNotice error={change.error} />}
        <Button type="submit" loading={change.isPending}>
          {isOn ? t('me.codesDisable') : t('me.codesEnable')}
        </Button>
      </Stack>
    </form>
  );
}

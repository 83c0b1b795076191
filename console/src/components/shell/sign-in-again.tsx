import { Button, Modal, PasswordInput, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answer, api } from '../../lib/api.ts';
import { meQuery, useMe } from '../../lib/me.ts';
import { useOnceMounted } from '../../lib/use-once-mounted.ts';
import { ProblemNotice } from '../problem-notice.tsx';

export interface SignInAgainProps {
  readonly opened: boolean;
  readonly onDone: () => void;
}

/** Asks for the password over the page as it stands. */
export function SignInAgain({ opened, onDone }: SignInAgainProps) {
  const { t } = useTranslation();
  const { t: access } = useTranslation('access');
  const email = useMe()?.user?.email ?? '';
  const client = useQueryClient();
  const [password, setPassword] = useState('');
  const [code, setCode] = useState<string | null>(null);
  const signIn = useMutation({
    mutationFn: async () => {
      if (code !== null) return answer(api.POST('/api/auth/two-factor/verify-totp', { body: { code } }));
      const told = await answer(api.POST('/api/auth/sign-in/email', { body: { email, password } }));
      if ((told as { twoFactorRedirect?: boolean }).twoFactorRedirect) setCode('');
      return told;
    },
    onSuccess: async () => {
      if ((await client.fetchQuery({ ...meQuery, staleTime: 0 }).catch(() => null)) === null) return;
      onDone();
      setPassword('');
      setCode(null);
      await client.invalidateQueries();
    },
  });
  return (
    <Modal opened={useOnceMounted(opened)} onClose={() => undefined} withCloseButton={false} title={t('session.ended')}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          signIn.mutate();
        }}
      >
        <Stack gap="md">
          <Text size="sm">{t('session.endedText')}</Text>
          <TextInput label={access('email')} value={email} readOnly autoComplete="username" />
          <PasswordInput
            label={access('password')}
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
            autoComplete="current-password"
            data-autofocus
          />
          {code !== null && (
            <TextInput
              label={access('code')}
              value={code}
              onChange={(event) => setCode(event.currentTarget.value)}
              autoComplete="one-time-code"
              inputMode="numeric"
            />
          )}
          {signIn.error && <ProblemNotice error={signIn.error} />}
          <Button type="submit" variant="filled" loading={signIn.isPending}>
            {access('signIn')}
          </Button>
        </Stack>
      </form>
    </Modal>
  );
}

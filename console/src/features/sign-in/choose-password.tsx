import { Anchor, Button, PasswordInput, Stack, Text, Title } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { answer, api } from '../../lib/api.ts';
import { signOut } from '../../lib/sign-out.ts';

/** In place of a one-time password. The one that was just used is not asked for again. */
export function ChoosePassword({
  current,
  onDone,
}: {
  readonly current: string;
  readonly onDone: () => Promise<void>;
}) {
  const { t } = useTranslation('access');
  const [old, setOld] = useState(current);
  const [password, setPassword] = useState('');
  const change = useMutation({
    mutationFn: async () => {
      const body = { currentPassword: old, newPassword: password, revokeOtherSessions: true };
      await answer(api.POST('/api/auth/change-password', { body }));
      await onDone();
    },
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        change.mutate();
      }}
    >
      <Stack gap="md">
        <Title order={2}>{t('choose')}</Title>
        <Text size="sm">{t('chooseText')}</Text>
        {current === '' && (
          <PasswordInput
            label={t('oldPassword')}
            autoComplete="current-password"
            required
            value={old}
            onChange={(event) => setOld(event.currentTarget.value)}
          />
        )}
        <PasswordInput
          label={t('newPassword')}
          description={t('newPasswordHelp')}
          autoComplete="new-password"
          required
          minLength={12}
          maxLength={128}
          autoFocus
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        {change.error && <ProblemNotice error={change.error} />}
        <Button type="submit" variant="filled" loading={change.isPending}>
          {t('changePassword')}
        </Button>
        <Anchor component="button" type="button" size="sm" onClick={() => void signOut().then(() => location.reload())}>
          {t('otherUser')}
        </Anchor>
      </Stack>
    </form>
  );
}

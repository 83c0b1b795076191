import { Button, PasswordInput, Stack } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { answer, api } from '../../lib/api.ts';

export function OwnPassword() {
  const { t } = useTranslation('access');
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const client = useQueryClient();
  const change = useMutation({
    mutationFn: () => {
      const body = { currentPassword: current, newPassword: next, revokeOtherSessions: true };
      return answer(api.POST('/api/auth/change-password', { body }));
    },
    onSuccess: async () => {
      setCurrent('');
      setNext('');
      notifications.show({ message: t('me.passwordChanged') });
      await client.invalidateQueries({ queryKey: ['sessions'] });
    },
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        change.mutate();
      }}
    >
      <Stack gap="sm">
        <PasswordInput
          label={t('currentPassword')}
          autoComplete="current-password"
          required
          value={current}
          onChange={(event) => setCurrent(event.currentTarget.value)}
        />
        <PasswordInput
          label={t('newPassword')}
          description={t('newPasswordHelp')}
          autoComplete="new-password"
          required
          minLength={12}
          maxLength={128}
          value={next}
          onChange={(event) => setNext(event.currentTarget.value)}
        />
        {change.error && <ProblemNotice error={change.error} />}
        <Button type="submit" loading={change.isPending}>
          {t('changePassword')}
        </Button>
      </Stack>
    </form>
  );
}

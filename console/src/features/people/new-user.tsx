import { Button, Checkbox, Group, Modal, Stack } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { SecretOnce } from '../../components/secret-once.tsx';
import { answer, api } from '../../lib/api.ts';
import { useAct } from '../../lib/use-act.ts';
import { trimmed, UserFields, type UserValues } from './user-fields.tsx';

/** Makes a user, and on wish a one-time password to sign in with. */
export function NewUser({ onClose }: { readonly onClose: (id?: string) => void }) {
  const { t } = useTranslation('people');
  const { t: common } = useTranslation();
  const [values, setValues] = useState<UserValues>({ email: '', name: '', role: 'member' });
  const [withPassword, setWithPassword] = useState(true);
  const [made, setMade] = useState<{ id: string; password: string } | null>(null);
  const create = useAct(
    async () => {
      const user = await answer(api.POST('/api/users', { body: trimmed(values) }));
      if (!withPassword) return { id: user.id, password: null };
      const { password } = await answer(
        api.POST('/api/users/{id}/reset-password', { params: { path: { id: user.id } } }),
      );
      return { id: user.id, password };
    },
    { onDone: ({ id, password }) => (password === null ? onClose(id) : setMade({ id, password })) },
  );
  if (made !== null) {
    return (
      <SecretOnce
        title={t('user.passwordFor', { email: values.email })}
        secret={made.password}
        onClose={() => onClose(made.id)}
      >
        {t('user.passwordHelp')}
      </SecretOnce>
    );
  }
  return (
    <Modal
      opened
      onClose={() => onClose()}
      title={t('user.create')}
      closeButtonProps={{ 'aria-label': common('act.close') }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          create.mutate(undefined);
        }}
      >
        <Stack gap="md">
          <UserFields values={values} onChange={setValues} error={create.error} />
          <Checkbox
            label={t('user.withPassword')}
            checked={withPassword}
            onChange={(event) => setWithPassword(event.currentTarget.checked)}
          />
          {create.error && <ProblemNotice error={create.error} />}
          <Group justify="flex-end" gap="sm">
            <Button onClick={() => onClose()}>{common('act.cancel')}</Button>
            <Button type="submit" variant="filled" loading={create.isPending}>
              {t('user.create')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

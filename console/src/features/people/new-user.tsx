import { Button, Checkbox, Group, Modal, Select, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { SecretOnce } from '../../components/secret-once.tsx';
import { answer, api } from '../../lib/api.ts';
import { problemAt, useAct } from '../../lib/use-act.ts';
import type { User } from './queries.ts';
import { roles } from './roles.ts';

/** Makes a user, and on wish a one-time password to sign in with. */
export function NewUser({ onClose }: { readonly onClose: (id?: string) => void }) {
  const { t } = useTranslation('people');
  const { t: common } = useTranslation();
  const [email, setEmail] = useState('');
  const [name, setName] = useState('');
  const [role, setRole] = useState<User['role']>('member');
  const [withPassword, setWithPassword] = useState(true);
  const [made, setMade] = useState<{ id: string; password: string } | null>(null);
  const create = useAct(
    async () => {
      const user = await answer(api.POST('/api/users', { body: { email: email.trim(), name: name.trim(), role } }));
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
      <SecretOnce title={t('user.passwordFor', { email })} secret={made.password} onClose={() => onClose(made.id)}>
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
          <TextInput
            type="email"
            label={t('column.email')}
            required
            maxLength={254}
            data-autofocus
            value={email}
            onChange={(event) => setEmail(event.currentTarget.value)}
            error={problemAt(create.error, 'email')}
          />
          <TextInput
            label={common('column.name')}
            required
            maxLength={200}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            error={problemAt(create.error, 'name')}
          />
          <Select
            label={t('column.role')}
            description={t(`roleHelp.${role}`)}
            allowDeselect={false}
            value={role}
            onChange={(value) => setRole(value as User['role'])}
            data={roles.map((value) => ({ value, label: common(`role.${value}`) }))}
          />
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

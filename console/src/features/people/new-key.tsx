import { Button, Group, Modal, Select, Stack, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { answer, api, type Schemas } from '../../lib/api.ts';
import { expiries, type Expiry, expiryAt } from '../../lib/expiry.ts';
import { problemAt, useAct } from '../../lib/use-act.ts';
import { KeyMade } from './key-made.tsx';
import { instancesQuery, usersQuery } from './queries.ts';

type Made = Schemas['Key'] & { readonly secret: string };

/** Makes a key for an instance or a person, and shows its secret once. */
export function NewKey({
  onClose,
  instance,
  user,
}: {
  readonly onClose: () => void;
  instance?: string;
  user?: string;
}) {
  const { t } = useTranslation('people');
  const { t: common } = useTranslation();
  const users = useQuery(usersQuery).data ?? [];
  const instances = useQuery(instancesQuery).data ?? [];
  const [name, setName] = useState('');
  const [holder, setHolder] = useState<string | null>(instance ?? user ?? null);
  const [expiry, setExpiry] = useState<Expiry>('never');
  // The secret lives here alone: it is in no cache, address or storage.
  const [made, setMade] = useState<Made | null>(null);
  const isInstance = instances.some(({ id }) => id === holder);
  const create = useAct(
    async () => {
      const who = isInstance ? { instance_id: holder ?? '' } : { user_id: holder ?? '' };
      return answer(api.POST('/api/keys', { body: { name: name.trim(), ...who, expires_at: expiryAt(expiry) } }));
    },
    { onDone: setMade },
  );
  if (made !== null) {
    return <KeyMade title={t('key.made', { name: made.name })} made={made} onClose={onClose} />;
  }
  return (
    <Modal opened onClose={onClose} title={t('key.create')} closeButtonProps={{ 'aria-label': common('act.close') }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (holder !== null) create.mutate(undefined);
        }}
      >
        <Stack gap="md">
          <TextInput
            label={common('column.name')}
            description={t('key.nameHelp')}
            required
            maxLength={120}
            data-autofocus
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            error={problemAt(create.error, 'name')}
          />
          <Select
            label={t('key.for')}
            description={t('key.forHelp')}
            required
            searchable
            value={holder}
            onChange={setHolder}
            data={[
              {
                group: t('instance.title'),
                items: instances
                  .filter(({ is_active }) => is_active)
                  .map((one) => ({ value: one.id, label: one.name })),
              },
              {
                group: t('user.title'),
                items: users.filter(({ is_active }) => is_active).map((one) => ({ value: one.id, label: one.email })),
              },
            ]}
          />
          <Select
            label={t('key.ends')}
            allowDeselect={false}
            value={expiry}
            onChange={(value) => setExpiry(value as Expiry)}
            data={expiries.map((value) => ({ value, label: common(`expiry.${value}`) }))}
          />
          <Text size="sm" c="dimmed">
            {t('key.onceHelp')}
          </Text>
          {create.error && <ProblemNotice error={create.error} />}
          <Group justify="flex-end" gap="sm">
            <Button onClick={onClose}>{common('act.cancel')}</Button>
            <Button type="submit" variant="filled" loading={create.isPending} disabled={holder === null}>
              {t('key.create')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

import { Button, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemNotice } from '../../../components/problem-notice.tsx';
import { SecretOnce } from '../../../components/secret-once.tsx';
import { answer, api } from '../../../lib/api.ts';
import { useMe } from '../../../lib/me.ts';

/** A key as it was made just now: the secret is in memory alone, and goes with the page. */
export interface NewKey {
  readonly id: string;
  readonly name: string;
  readonly prefix: string;
  readonly secret: string;
}

/** A key of one's own, to call with. */
export function KeyStep({ onDone }: { readonly onDone: (key: NewKey) => void }) {
  const { t } = useTranslation('start');
  const client = useQueryClient();
  const userId = useMe()?.user?.id;
  const [name, setName] = useState('');
  const [made, setMade] = useState<NewKey | null>(null);
  const making = useMutation({
    mutationFn: () =>
      answer(api.POST('/api/keys', { body: { name, ...(userId !== undefined && { user_id: userId }) } })),
    gcTime: 0,
    onSuccess: async ({ id, name: given, prefix, secret }) => {
      setMade({ id, name: given, prefix, secret });
      making.reset();
      await client.invalidateQueries({ queryKey: ['keys'] });
    },
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        making.mutate();
      }}
    >
      <Stack gap="sm" align="flex-start">
        <TextInput
          label={t('keyName')}
          placeholder={t('keyHint')}
          required
          maxLength={120}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        {making.error && <ProblemNotice error={making.error} />}
        <Button type="submit" variant="filled" loading={making.isPending} disabled={name.trim() === ''}>
          {t('createKey')}
        </Button>
        <Text size="xs" c="dimmed">
          {t('keyText')}
        </Text>
      </Stack>
      {made && (
        <SecretOnce
          title={t('keyCreated', { name: made.name })}
          secret={made.secret}
          onClose={() => {
            setMade(null);
            onDone(made);
            void client.invalidateQueries({ queryKey: ['overview'] });
          }}
        >
          <Text size="sm">{t('keyStays')}</Text>
        </SecretOnce>
      )}
    </form>
  );
}

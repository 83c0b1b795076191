import { Button, Group, Modal, Select, Stack, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Confirm } from '../../components/confirm.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { Name, Time } from '../../components/figures.tsx';
import { Waiting } from '../../components/page.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { SecretOnce } from '../../components/secret-once.tsx';
import { answer, api, type Schemas } from '../../lib/api.ts';
import { everyItem } from '../../lib/every-item.ts';
import { expiries, type Expiry, expiryAt } from '../../lib/expiry.ts';
import { problemAt, useAct } from '../../lib/use-act.ts';

type Token = Schemas['Token'];

function stateOf({ revoked_at, expires_at }: Token, now = Date.now()): 'active' | 'expired' | 'revoked' {
  if (revoked_at !== null) return 'revoked';
  return expires_at !== null && Date.parse(expires_at) <= now ? 'expired' : 'active';
}

/** One's own tokens for scripts, and an end to each. */
export function OwnTokens({ userId }: { readonly userId: string }) {
  const { t } = useTranslation('access');
  const { t: common } = useTranslation();
  const [isCreating, setCreating] = useState(false);
  const [ending, setEnding] = useState<Token | null>(null);
  const tokens = useQuery({
    queryKey: ['tokens', userId],
    queryFn: () =>
      everyItem<Token>((page) => answer(api.GET('/api/tokens', { params: { query: { ...page, user_id: userId } } }))),
  });
  const revoke = useAct(({ id }: Token) => answer(api.POST('/api/tokens/{id}/revoke', { params: { path: { id } } })), {
    told: t('token.isRevoked', { name: ending?.name ?? '' }),
  });
  if (tokens.error) return <ProblemNotice error={tokens.error} onRetry={() => void tokens.refetch()} />;
  if (!tokens.data) return <Waiting lines={2} />;
  const end = (token: Token) =>
    stateOf(token) === 'active' && (
      <Button size="compact-sm" flex="none" onClick={() => setEnding(token)}>
        {t('token.revoke')}
      </Button>
    );
  return (
    <>
      <Text size="sm" c="dimmed">
        {t('token.help')}
      </Text>
      {tokens.data.length === 0 && <Text size="sm">{t('token.none')}</Text>}
      {tokens.data.length > 0 && (
        <DataTable
          label={t('token.title')}
          rows={tokens.data}
          rowKey={({ id }) => id}
          columns={[
            { key: 'name', header: common('column.name'), cell: ({ name }) => <Name>{name}</Name> },
            { key: 'prefix', header: t('token.prefix'), width: '110px', cell: ({ prefix }) => <code>{prefix}…</code> },
            {
              key: 'created',
              header: t('token.created'),
              width: '150px',
              cell: ({ created_at }) => <Time at={created_at} as="minute" />,
            },
            {
              key: 'ends',
              header: t('token.ends'),
              width: '150px',
              cell: ({ expires_at }) => <Time at={expires_at} as="minute" />,
            },
            {
              key: 'state',
              header: common('column.state'),
              width: '110px',
              cell: (token) => t(`token.${stateOf(token)}`),
            },
            { key: 'end', header: '', width: '140px', align: 'end', cell: end },
          ]}
          item={(token) => (
            <Group justify="space-between" wrap="nowrap">
              <Text size="sm" truncate>
                <Name>{token.name}</Name> · {t(`token.${stateOf(token)}`)}
              </Text>
              {end(token)}
            </Group>
          )}
        />
      )}
      <div>
        <Button onClick={() => setCreating(true)}>{t('token.create')}</Button>
      </div>
      {isCreating && <NewToken onClose={() => setCreating(false)} />}
      {ending !== null && (
        <Confirm
          title={t('token.revokeTitle', { name: ending.name })}
          act={t('token.revoke')}
          destroys
          onConfirm={() => revoke.mutateAsync(ending)}
          onClose={() => setEnding(null)}
        >
          {t('token.revokeText')}
        </Confirm>
      )}
    </>
  );
}

function NewToken({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation('access');
  const { t: common } = useTranslation();
  const [name, setName] = useState('');
  const [expiry, setExpiry] = useState<Expiry>('90d');
  const [secret, setSecret] = useState<string | null>(null);
  const create = useAct(
    () => answer(api.POST('/api/tokens', { body: { name: name.trim(), expires_at: expiryAt(expiry) } })),
    { onDone: (made) => setSecret(made.secret) },
  );
  if (secret !== null) return <SecretOnce title={t('token.made', { name })} secret={secret} onClose={onClose} />;
  return (
    <Modal opened onClose={onClose} title={t('token.create')} closeButtonProps={{ 'aria-label': common('act.close') }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          create.mutate(undefined);
        }}
      >
        <Stack gap="md">
          <TextInput
            label={common('column.name')}
            description={t('token.nameHelp')}
            required
            maxLength={120}
            data-autofocus
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            error={problemAt(create.error, 'name')}
          />
          <Select
            label={t('token.ends')}
            allowDeselect={false}
            value={expiry}
            onChange={(value) => setExpiry(value ?? 'never')}
            data={expiries.map((value) => ({ value, label: common(`expiry.${value}`) }))}
          />
          {create.error && <ProblemNotice error={create.error} />}
          <Group justify="flex-end" gap="sm">
            <Button onClick={onClose}>{common('act.cancel')}</Button>
            <Button type="submit" variant="filled" loading={create.isPending}>
              {t('token.create')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

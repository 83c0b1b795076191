import { Button, Group, Modal, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconPlus } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Confirm } from '../../../components/confirm.tsx';
import { DataTable } from '../../../components/data-table.tsx';
import { Empty } from '../../../components/empty.tsx';
import { Name, Time } from '../../../components/figures.tsx';
import { Waiting } from '../../../components/page.tsx';
import { ProblemNotice } from '../../../components/problem-notice.tsx';
import { answer, api, type paths } from '../../../lib/api.ts';
import { useFormat } from '../../../lib/format.ts';
import { allPages } from '../data.ts';

type ReviewedText =
  paths['/api/reviewed-texts']['get']['responses']['200']['content']['application/json']['items'][number];

const queryKey = ['reviewed texts'];

/** Texts that somebody found harmless: rules record what they find in them, and it decides nothing. */
export function ReviewedTexts({ mayChange }: { readonly mayChange: boolean }) {
  const { t } = useTranslation('risk');
  const { t: common } = useTranslation();
  const format = useFormat();
  const client = useQueryClient();
  const [isAdding, setAdding] = useState(false);
  const [removing, setRemoving] = useState<ReviewedText | null>(null);
  const texts = useQuery({
    queryKey,
    queryFn: () =>
      allPages((cursor) =>
        answer(
          api.GET('/api/reviewed-texts', {
            params: { query: { limit: 200, ...(cursor !== undefined && { cursor }) } },
          }),
        ),
      ),
  });
  const remove = (text: ReviewedText) =>
    mayChange && (
      <Button size="compact-sm" onClick={() => setRemoving(text)}>
        {common('act.remove')}
      </Button>
    );
  return (
    <Stack gap="sm" role="region" aria-label={t('texts.title')}>
      <Group justify="space-between">
        <h2>{t('texts.title')}</h2>
        {mayChange && (
          <Button size="compact-sm" leftSection={<IconPlus size={14} />} onClick={() => setAdding(true)}>
            {t('texts.add')}
          </Button>
        )}
      </Group>
      {texts.error ? (
        <ProblemNotice error={texts.error} onRetry={() => void texts.refetch()} />
      ) : texts.data === undefined ? (
        <Waiting lines={3} />
      ) : texts.data.length === 0 ? (
        <Empty>{t('texts.none')}</Empty>
      ) : (
        <DataTable
          label={t('texts.title')}
          rows={texts.data}
          rowKey={({ id }) => id}
          columns={[
            { key: 'preview', header: t('texts.preview'), cell: ({ preview }) => <Name>{preview}</Name> },
            {
              key: 'length',
              header: t('texts.length'),
              width: '100px',
              align: 'end',
              cell: ({ length }) => format.count(length),
            },
            {
              key: 'hash',
              header: t('texts.hash'),
              width: '130px',
              cell: ({ hash }) => <code title={hash}>{hash.slice(0, 12)}</code>,
            },
            { key: 'note', header: t('review.note'), cell: ({ note }) => <Name>{note}</Name> },
            {
              key: 'who',
              header: t('review.reviewer'),
              width: '180px',
              cell: ({ reviewed_by: who }) => <Name>{who}</Name>,
            },
            {
              key: 'at',
              header: common('column.time'),
              width: '120px',
              cell: ({ reviewed_at: at }) => <Time at={at} as="minute" />,
            },
            { key: 'remove', header: '', width: '100px', align: 'end', cell: remove },
          ]}
          item={(text) => (
            <>
              <Group gap="sm" justify="space-between" wrap="nowrap">
                <Text size="sm" truncate>
                  {text.preview}
                </Text>
                {remove(text)}
              </Group>
              <Text size="sm" truncate c="dimmed">
                {text.reviewed_by} · {text.note}
              </Text>
            </>
          )}
        />
      )}
      {isAdding && <Adding onClose={() => setAdding(false)} />}
      {removing && (
        <Confirm
          title={t('texts.removeTitle')}
          act={common('act.remove')}
          destroys
          onConfirm={async () => {
            await answer(api.DELETE('/api/reviewed-texts/{id}', { params: { path: { id: removing.id } } }));
            notifications.show({ message: t('texts.removed') });
            await client.invalidateQueries({ queryKey });
          }}
          onClose={() => setRemoving(null)}
        >
          {t('texts.removeText')}
        </Confirm>
      )}
    </Stack>
  );
}

function Adding({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation('risk');
  const { t: common } = useTranslation();
  const client = useQueryClient();
  const [text, setText] = useState('');
  const [note, setNote] = useState('');
  const add = useMutation({
    mutationFn: () => answer(api.POST('/api/reviewed-texts', { body: { text, note } })),
    onSuccess: async () => {
      notifications.show({ message: t('texts.added') });
      onClose();
      await client.invalidateQueries({ queryKey });
    },
  });
  return (
    <Modal opened onClose={onClose} title={t('texts.add')} closeButtonProps={{ 'aria-label': common('act.close') }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          add.mutate();
        }}
      >
        <Stack gap="md">
          <Textarea
            label={t('texts.text')}
            description={t('texts.textHelp')}
            required
            autosize
            minRows={4}
            maxRows={12}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
            data-autofocus
          />
          <TextInput
            label={t('texts.why')}
            required
            maxLength={2000}
            value={note}
            onChange={(event) => setNote(event.currentTarget.value)}
          />
          {add.error && <ProblemNotice error={add.error} />}
          <Group justify="flex-end" gap="sm">
            <Button onClick={onClose}>{common('act.cancel')}</Button>
            <Button type="submit" variant="filled" loading={add.isPending} disabled={text === '' || note.trim() === ''}>
              {t('texts.add')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

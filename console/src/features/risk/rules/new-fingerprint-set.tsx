import { Button, FileButton, Group, Modal, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconFile } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemNotice } from '../../../components/problem-notice.tsx';
import { answer, api } from '../../../lib/api.ts';
import { asText } from '../as-text.ts';
import { fingerprintSetsQuery } from '../data.ts';

export interface NewFingerprintSetProps {
  readonly onCreated: (id: string) => void;
  readonly onClose: () => void;
}

/** A set of exact values: only their hashes are kept, and nobody can read them again. */
export function NewFingerprintSet({ onCreated, onClose }: NewFingerprintSetProps) {
  const { t } = useTranslation('risk');
  const { t: common } = useTranslation();
  const client = useQueryClient();
  const [id, setId] = useState('');
  const [values, setValues] = useState('');
  const create = useMutation({
    mutationFn: async () => {
      const set = await answer(api.POST('/api/fingerprint-sets', { body: { id } })).catch(async (error: unknown) => {
        // The set was made by an attempt whose values were refused.
        const { data } = await api.GET('/api/fingerprint-sets/{id}', { params: { path: { id } } });
        if (data === undefined || data.values > 0) throw error;
        return data;
      });
      const params = { path: { id }, header: { 'if-match': `"${set.revision}"` } };
      return answer(api.PUT('/api/fingerprint-sets/{id}/values', { params, ...asText(values, 'text/plain') }));
    },
    onSuccess: (set) => {
      onCreated(set.id);
      onClose();
      notifications.show({ message: t('sets.created', { count: set.values }) });
      return client.invalidateQueries({ queryKey: fingerprintSetsQuery.queryKey });
    },
  });
  return (
    <Modal opened onClose={onClose} title={t('sets.new')} closeButtonProps={{ 'aria-label': common('act.close') }}>
      <Stack gap="md">
        <TextInput
          label={t('field.id')}
          description={t('form.idHelp')}
          required
          value={id}
          onChange={(event) => setId(event.currentTarget.value)}
          data-autofocus
        />
        <Textarea
          label={t('sets.values')}
          description={t('sets.valuesHelp')}
          required
          autosize
          minRows={4}
          maxRows={12}
          spellCheck={false}
          value={values}
          onChange={(event) => setValues(event.currentTarget.value)}
        />
        <div>
          <FileButton onChange={(file) => void file?.text().then(setValues)}>
            {(props) => (
              <Button {...props} size="compact-sm" leftSection={<IconFile size={14} />}>
                {t('import.file')}
              </Button>
            )}
          </FileButton>
        </div>
        <Text size="xs" c="dimmed">
          {t('sets.kept')}
        </Text>
        {create.error && <ProblemNotice error={create.error} />}
        <Group justify="flex-end" gap="sm">
          <Button onClick={onClose}>{common('act.cancel')}</Button>
          <Button
            variant="filled"
            disabled={id === '' || values.trim() === ''}
            onClick={() => create.mutate()}
            loading={create.isPending}
          >
            {t('sets.create')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

import { Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemNotice } from '../../../components/problem-notice.tsx';
import { fieldError, isToldAt } from '../../../lib/field-error.ts';
import type { Model } from '../queries.ts';
import { useModelChange } from './use-model-change.ts';

/** Callers ask by this name: who still asks by the old one gets nothing. */
export function RenameDialog({ model, onClose }: { readonly model: Model; readonly onClose: () => void }) {
  const { t } = useTranslation('catalogue');
  const { t: common } = useTranslation();
  const [name, setName] = useState(model.display_name);
  const change = useModelChange();
  const rename = useMutation({
    mutationFn: () => change(model, { display_name: name.trim() }),
    onSuccess: () => {
      notifications.show({ message: common('state.saved') });
      onClose();
    },
  });
  return (
    <Modal opened onClose={onClose} title={t('models.rename')} closeButtonProps={{ 'aria-label': common('act.close') }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          rename.mutate();
        }}
      >
        <Stack gap="md">
          <TextInput
            label={common('column.name')}
            description={t('models.renameHelp')}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            error={fieldError(rename.error, 'display_name')}
            maxLength={200}
            data-autofocus
          />
          {rename.error && !isToldAt(rename.error, ['display_name']) && <ProblemNotice error={rename.error} />}
          <Group justify="flex-end" gap="sm">
            <Button onClick={onClose}>{common('act.cancel')}</Button>
            <Button type="submit" variant="filled" loading={rename.isPending} disabled={name.trim() === ''}>
              {common('act.save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

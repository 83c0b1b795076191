import { Button, Group, Modal, Stack } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { answer, api } from '../../lib/api.ts';
import { useAct } from '../../lib/use-act.ts';
import { InstanceFields, type InstanceInput } from './instance-fields.tsx';

export function NewInstance({ onClose }: { readonly onClose: (id?: string) => void }) {
  const { t } = useTranslation('people');
  const { t: common } = useTranslation();
  const [value, setValue] = useState<InstanceInput>({ name: '', kind: 'generic', owner_id: null, block_form: null });
  const create = useAct(
    () =>
      answer(
        api.POST('/api/instances', { body: { ...value, name: value.name.trim(), owner_id: value.owner_id ?? '' } }),
      ),
    { onDone: ({ id }) => onClose(id) },
  );
  return (
    <Modal
      opened
      onClose={() => onClose()}
      title={t('instance.create')}
      closeButtonProps={{ 'aria-label': common('act.close') }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          create.mutate(undefined);
        }}
      >
        <Stack gap="md">
          <InstanceFields value={value} onChange={setValue} error={create.error} />
          {create.error && <ProblemNotice error={create.error} />}
          <Group justify="flex-end" gap="sm">
            <Button onClick={() => onClose()}>{common('act.cancel')}</Button>
            <Button type="submit" variant="filled" disabled={value.owner_id === null} loading={create.isPending}>
              {t('instance.create')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

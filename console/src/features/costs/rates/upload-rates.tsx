import { Button, Checkbox, FileButton, Group, Modal, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemNotice } from '../../../components/problem-notice.tsx';
import { answer, api } from '../../../lib/api.ts';
import { useFormat } from '../../../lib/format.ts';

/** Takes the rates of a file, all of them or none. */
export function UploadRates({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation('costs');
  const { t: common } = useTranslation();
  const format = useFormat();
  const client = useQueryClient();
  const [file, setFile] = useState<File | null>(null);
  const [isReplacing, setReplacing] = useState(false);
  const upload = useMutation({
    mutationFn: async (chosen: File) =>
      answer(
        api.POST('/api/exchange-rates', {
          params: { query: { replace: isReplacing ? 'true' : 'false' } },
          body: await chosen.text(),
          bodySerializer: (text) => text,
          headers: { 'content-type': chosen.name.endsWith('.xml') ? 'application/xml' : 'text/csv' },
        }),
      ),
    onSuccess: async ({ rates, changed, from, to }) => {
      notifications.show({
        message: t('rate.uploaded', { count: rates, changed: format.count(changed), from, to }),
      });
      onClose();
      await Promise.all([
        client.invalidateQueries({ queryKey: ['exchange-rates'] }),
        client.invalidateQueries({ queryKey: ['costs'] }),
      ]);
    },
  });
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={t('rate.upload')}
      closeButtonProps={{ 'aria-label': common('act.close') }}
    >
      <Stack gap="md">
        <Text size="sm">{t('rate.format')}</Text>
        <Text size="sm" component="code">
          day,currency,base,rate
          <br />
          2026-11-27,USD,EUR,1.0843
        </Text>
        <Group gap="sm">
          <FileButton
            accept=".csv,.xml,text/csv,application/xml,text/xml"
            onChange={(chosen) => {
              setFile(chosen);
              upload.reset();
            }}
          >
            {(props) => (
              <Button {...props} data-autofocus>
                {t('rate.choose')}
              </Button>
            )}
          </FileButton>
          {file && (
            <Text size="sm">
              <bdi>{file.name}</bdi> · {format.bytes(file.size)}
            </Text>
          )}
        </Group>
        <Checkbox
          label={t('rate.replace')}
          description={t('rate.replaceHelp')}
          checked={isReplacing}
          onChange={(event) => setReplacing(event.currentTarget.checked)}
        />
        {upload.error && <ProblemNotice error={upload.error} />}
        <Group justify="flex-end" gap="sm">
          <Button onClick={onClose}>{common('act.cancel')}</Button>
          <Button
            variant="filled"
            disabled={file === null}
            loading={upload.isPending}
            onClick={() => file && upload.mutate(file)}
          >
            {t('rate.take')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

import { Button, FileButton, Group, Modal, NativeSelect, Stack, Text, Textarea } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconFile } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemNotice } from '../../../components/problem-notice.tsx';
import { answer, api } from '../../../lib/api.ts';
import { asText } from '../as-text.ts';
import { actions, rulesQuery } from '../data.ts';
import classes from './rule-panel.module.css';

type Format = 'yaml' | 'gitleaks';

/** Rules out of a file: first what would be done, then all of it or nothing. */
export function ImportRules({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation('risk');
  const { t: common } = useTranslation();
  const client = useQueryClient();
  const [text, setText] = useState('');
  const [format, setFormat] = useState<Format>('yaml');
  const [action, setAction] = useState<(typeof actions)[number]>('allow');
  const send = (mode: 'preview' | 'apply') =>
    answer(
      api.POST('/api/rules/import', {
        params: { query: { mode, format, ...(format === 'gitleaks' && { action }) } },
        ...asText(text, format === 'yaml' ? 'application/yaml' : 'application/toml'),
      }),
    );
  const preview = useMutation({ mutationFn: () => send('preview') });
  const apply = useMutation({
    mutationFn: () => send('apply'),
    onSuccess: async ({ rules }) => {
      notifications.show({
        message: t('import.done', { count: rules.filter((rule) => rule.action !== 'none').length }),
      });
      onClose();
      await client.invalidateQueries({ queryKey: rulesQuery.queryKey });
    },
  });
  const changed = (next: string): void => {
    preview.reset();
    apply.reset();
    setText(next);
  };
  const told = preview.data;
  const count = told?.rules.filter((rule) => rule.action !== 'none').length ?? 0;
  return (
    <Modal
      opened
      size="lg"
      onClose={onClose}
      title={t('import.title')}
      closeButtonProps={{ 'aria-label': common('act.close') }}
    >
      <Stack gap="md">
        <div className={classes.pair}>
          <NativeSelect
            label={t('import.format')}
            value={format}
            onChange={(event) => {
              preview.reset();
              setFormat(event.currentTarget.value as Format);
            }}
            data={[
              { value: 'yaml', label: t('import.yaml') },
              { value: 'gitleaks', label: 'gitleaks (TOML)' },
            ]}
          />
          {format === 'gitleaks' && (
            <NativeSelect
              label={t('field.action')}
              value={action}
              onChange={(event) => setAction(event.currentTarget.value as typeof action)}
              data={actions.map((value) => ({ value, label: common(`action.${value}`) }))}
            />
          )}
        </div>
        <Textarea
          label={t('import.text')}
          classNames={{ input: classes.code ?? '' }}
          autosize
          minRows={6}
          maxRows={14}
          spellCheck={false}
          value={text}
          onChange={(event) => changed(event.currentTarget.value)}
        />
        <div>
          <FileButton onChange={(file) => void file?.text().then(changed)}>
            {(props) => (
              <Button {...props} size="compact-sm" leftSection={<IconFile size={14} />}>
                {t('import.file')}
              </Button>
            )}
          </FileButton>
        </div>
        {told && (
          <div role="status">
            <Text size="sm">{told.problems.length > 0 ? t('import.problems') : t('import.would', { count })}</Text>
            <ul>
              {told.problems.map(({ field, message, line, column }, index) => (
                <li key={index}>{t('import.at', { line, column, field, message })}</li>
              ))}
              {[...told.skipped, ...told.notes].map(({ rule, message }, index) => (
                <li key={index}>
                  <code>{rule}</code> {message}
                </li>
              ))}
              {told.problems.length === 0 &&
                told.rules
                  .filter((rule) => rule.action !== 'none')
                  .map((rule) => (
                    <li key={rule.id}>
                      <code>{rule.id}</code> {rule.action === 'create' ? t('import.create') : t('import.change')}
                    </li>
                  ))}
            </ul>
          </div>
        )}
        {(preview.error ?? apply.error) && <ProblemNotice error={preview.error ?? apply.error} />}
        <Group justify="flex-end" gap="sm">
          <Button onClick={onClose}>{common('act.cancel')}</Button>
          {told && told.problems.length === 0 && count > 0 ? (
            <Button variant="filled" onClick={() => apply.mutate()} loading={apply.isPending}>
              {t('import.apply', { count })}
            </Button>
          ) : (
            <Button
              variant="filled"
              disabled={text.trim() === ''}
              onClick={() => preview.mutate()}
              loading={preview.isPending}
            >
              {t('import.preview')}
            </Button>
          )}
        </Group>
      </Stack>
    </Modal>
  );
}

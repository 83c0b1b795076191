import { Button, FileButton, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemNotice } from '../../../components/problem-notice.tsx';
import { answer, api } from '../../../lib/api.ts';
import { useFormat } from '../../../lib/format.ts';
import { useMay } from '../../../lib/me.ts';
import classes from '../catalogue.module.css';
import { catalogueKey } from '../queries.ts';

/** Which price catalogue suggestions come from and of which day it is, with the way to put a newer one in its place. */
export function PriceCatalogue() {
  const { t } = useTranslation('catalogue');
  const format = useFormat();
  const mayChange = useMay('policy:change');
  const [isOpen, setOpen] = useState(false);
  const { data } = useQuery({
    queryKey: [...catalogueKey, 'price catalogue'],
    queryFn: () => answer(api.GET('/api/prices/catalogue')),
  });
  if (!data) return null;
  return (
    <div className={classes.row}>
      <span className={classes.soft}>
        {t('priceCatalogue.from', { name: data.name, day: format.date(data.as_of), models: format.count(data.models) })}
      </span>
      {mayChange && (
        <Button size="compact-sm" onClick={() => setOpen(true)}>
          {t('priceCatalogue.refresh')}
        </Button>
      )}
      {isOpen && <Refresh onClose={() => setOpen(false)} />}
    </div>
  );
}

/** The difference is shown first. Prices in force stay as they are whatever the new catalogue says. */
function Refresh({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation('catalogue');
  const { t: common } = useTranslation();
  const client = useQueryClient();
  const [file, setFile] = useState<File | null>(null);
  const [day, setDay] = useState('');
  const put = async (isDry: boolean) => {
    const params = { query: { as_of: day, dry_run: String(isDry) } };
    const body = (await file?.text()) ?? '';
    // The text goes as it is: its numbers are prices, and no JSON of ours may round them.
    return answer(api.PUT('/api/prices/catalogue', { params, body, bodySerializer: (text) => text }));
  };
  const compare = useMutation({ mutationFn: () => put(true) });
  const apply = useMutation({
    mutationFn: () => put(false),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: catalogueKey });
      notifications.show({ message: t('priceCatalogue.done') });
      onClose();
    },
  });
  const found = compare.data;
  const error = apply.error ?? compare.error;
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('priceCatalogue.refresh')}
      closeButtonProps={{ 'aria-label': common('act.close') }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (found) apply.mutate();
          else compare.mutate();
        }}
      >
        <Stack gap="md">
          <Text size="sm">{t('priceCatalogue.text')}</Text>
          <Group gap="sm">
            <FileButton
              accept="application/json"
              onChange={(chosen) => {
                setFile(chosen);
                compare.reset();
              }}
            >
              {(props) => <Button {...props}>{t('priceCatalogue.choose')}</Button>}
            </FileButton>
            <span>{file?.name ?? '–'}</span>
          </Group>
          <TextInput
            type="date"
            label={t('priceCatalogue.day')}
            value={day}
            onChange={(event) => {
              setDay(event.currentTarget.value);
              compare.reset();
            }}
            required
          />
          {found && (
            <Text size="sm" role="status">
              {t('priceCatalogue.difference', {
                added: found.added.length,
                removed: found.removed.length,
                changed: found.changed.length,
              })}
            </Text>
          )}
          {error && <ProblemNotice error={error} />}
          <Group justify="flex-end" gap="sm">
            <Button onClick={onClose}>{common('act.cancel')}</Button>
            <Button
              type="submit"
              variant="filled"
              disabled={!file || day === ''}
              loading={compare.isPending || apply.isPending}
            >
              {t(found ? 'priceCatalogue.apply' : 'priceCatalogue.compare')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

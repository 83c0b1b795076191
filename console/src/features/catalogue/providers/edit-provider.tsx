import { Button, Group } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemNotice } from '../../../components/problem-notice.tsx';
import { isToldAt } from '../../../lib/field-error.ts';
import { ChangedMeanwhile, isStale } from '../changed-meanwhile.tsx';
import { catalogueKey, type Provider } from '../queries.ts';
import { draftOfProvider, isWhole, providerFields } from './provider-draft.ts';
import { ProviderFields } from './provider-fields.tsx';
import classes from './providers.module.css';
import { saveProvider } from './save-provider.ts';

/** Another host needs the credential anew: a secret never follows to another origin by itself. */
export function EditProvider({ provider, onClose }: { readonly provider: Provider; readonly onClose: () => void }) {
  const { t } = useTranslation('catalogue');
  const { t: common } = useTranslation();
  const client = useQueryClient();
  const [seen] = useState(provider);
  const [draft, setDraft] = useState(() => draftOfProvider(provider));
  const save = useMutation({
    mutationFn: (base: Provider) => saveProvider(base, draft),
    onError: () => client.invalidateQueries({ queryKey: catalogueKey }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: catalogueKey });
      notifications.show({ message: common('state.saved') });
      onClose();
    },
  });
  return (
    <form
      className={classes.form}
      aria-label={t('providers.edit')}
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate(seen);
      }}
    >
      <ProviderFields draft={draft} onChange={setDraft} isSaved error={save.error} />
      {isStale(save.error) && (
        <ChangedMeanwhile before={seen} now={provider} onOverwrite={() => save.mutate(provider)} />
      )}
      {save.error && !isStale(save.error) && !isToldAt(save.error, providerFields) && (
        <ProblemNotice error={save.error} />
      )}
      <Group justify="flex-end" gap="sm" className={classes.foot}>
        <Button onClick={onClose}>{common('act.cancel')}</Button>
        <Button type="submit" variant="filled" disabled={!isWhole(draft)} loading={save.isPending}>
          {common('act.save')}
        </Button>
      </Group>
    </form>
  );
}

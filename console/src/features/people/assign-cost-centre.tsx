import { Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { answer, api } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { problemAt, useAct } from '../../lib/use-act.ts';

/** From a day on somebody's calls are for another cost centre; days that are over ask for a reason. */
export function AssignCostCentre({ userId }: { readonly userId: string }) {
  const { t } = useTranslation('people');
  const { t: common } = useTranslation();
  const { zone } = useFormat();
  const [today] = useState(() => new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short' }).format());
  const [isOpen, setOpen] = useState(false);
  const [name, setName] = useState('');
  const [from, setFrom] = useState(today);
  const [reason, setReason] = useState('');
  const assign = useAct(
    () =>
      answer(
        api.POST('/api/cost-centre-assignments', {
          body: {
            subject: { kind: 'user', id: userId },
            cost_centre: name.trim() === '' ? null : name.trim(),
            valid_from: from,
            ...(reason.trim() !== '' && { reason: reason.trim() }),
          },
        }),
      ),
    { told: common('state.saved'), onDone: () => setOpen(false) },
  );
  return (
    <>
      <Button size="compact-sm" mt="sm" onClick={() => setOpen(true)}>
        {t('cost.assign')}
      </Button>
      <Modal
        opened={isOpen}
        onClose={() => setOpen(false)}
        title={t('cost.assign')}
        closeButtonProps={{ 'aria-label': common('act.close') }}
      >
        <form
          onSubmit={(event) => {
            event.preventDefault();
            assign.mutate(undefined);
          }}
        >
          <Stack gap="md">
            <TextInput
              label={t('cost.name')}
              description={t('cost.nameHelp')}
              maxLength={120}
              data-autofocus
              value={name}
              onChange={(event) => setName(event.currentTarget.value)}
              error={problemAt(assign.error, 'cost_centre')}
            />
            <TextInput
              type="date"
              label={t('cost.from')}
              required
              value={from}
              onChange={(event) => setFrom(event.currentTarget.value)}
              error={problemAt(assign.error, 'valid_from')}
            />
            <TextInput
              label={common('confirm.reason')}
              description={t('cost.reasonHelp')}
              required={from < today}
              maxLength={2000}
              value={reason}
              onChange={(event) => setReason(event.currentTarget.value)}
              error={problemAt(assign.error, 'reason')}
            />
            {assign.error && <ProblemNotice error={assign.error} />}
            <Group justify="flex-end" gap="sm">
              <Button onClick={() => setOpen(false)}>{common('act.cancel')}</Button>
              <Button type="submit" variant="filled" loading={assign.isPending}>
                {common('act.save')}
              </Button>
            </Group>
          </Stack>
        </form>
      </Modal>
    </>
  );
}

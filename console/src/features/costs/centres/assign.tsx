import {
  Autocomplete,
  Button,
  Checkbox,
  Group,
  Modal,
  SegmentedControl,
  Select,
  Stack,
  Textarea,
  TextInput,
} from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemNotice } from '../../../components/problem-notice.tsx';
import { answer, api } from '../../../lib/api.ts';
import { useMe } from '../../../lib/me.ts';
import { choicesQuery } from '../choices.ts';
import { todayIn } from './queries.ts';

/** Assigns a user or a group from a day on; days that are over need a reason, since reports of them change. */
export function Assign({ centres, onClose }: { readonly centres: readonly string[]; readonly onClose: () => void }) {
  const { t } = useTranslation('costs');
  const { t: common } = useTranslation();
  const client = useQueryClient();
  const today = todayIn(useMe()?.report_time_zone ?? 'UTC');
  const [kind, setKind] = useState<'user' | 'group'>('user');
  const [id, setId] = useState<string | null>(null);
  const [centre, setCentre] = useState('');
  const [isNone, setNone] = useState(false);
  const [day, setDay] = useState(today);
  const [reason, setReason] = useState('');
  const choices = useQuery(choicesQuery(kind));
  const isPast = day < today;
  const save = useMutation({
    mutationFn: () =>
      answer(
        api.POST('/api/cost-centre-assignments', {
          body: {
            subject: { kind, id: id ?? '' },
            cost_centre: isNone ? null : centre.trim(),
            valid_from: day,
            ...(isPast && { reason }),
          },
        }),
      ),
    onSuccess: async () => {
      notifications.show({ message: common('state.saved') });
      onClose();
      await Promise.all([
        client.invalidateQueries({ queryKey: ['cost-centres'] }),
        client.invalidateQueries({ queryKey: ['costs'] }),
      ]);
    },
  });
  const isReady = id !== null && (isNone || centre.trim() !== '') && day !== '' && (!isPast || reason.trim() !== '');
  return (
    <Modal opened onClose={onClose} title={t('centre.assign')} closeButtonProps={{ 'aria-label': common('act.close') }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (isReady) save.mutate();
        }}
      >
        <Stack gap="md">
          <SegmentedControl
            aria-label={t('centre.who')}
            value={kind}
            onChange={(next) => {
              setKind(next);
              setId(null);
            }}
            data={(['user', 'group'] as const).map((value) => ({ value, label: t(`budget.kinds.${value}`) }))}
          />
          <Select
            label={t(`budget.kinds.${kind}`)}
            required
            searchable
            value={id}
            onChange={setId}
            data={choices.data ?? []}
            nothingFoundMessage={t('budget.noneFound')}
          />
          <Autocomplete
            label={t('by.cost_centre')}
            required={!isNone}
            disabled={isNone}
            maxLength={120}
            value={centre}
            onChange={setCentre}
            data={[...centres]}
          />
          <Checkbox
            label={t('centre.toNone')}
            checked={isNone}
            onChange={(event) => setNone(event.currentTarget.checked)}
          />
          <TextInput
            type="date"
            label={t('centre.from')}
            required
            value={day}
            onChange={(event) => setDay(event.currentTarget.value)}
          />
          {isPast && (
            <Textarea
              label={common('confirm.reason')}
              description={t('centre.pastHelp')}
              required
              value={reason}
              onChange={(event) => setReason(event.currentTarget.value)}
              maxLength={500}
            />
          )}
          {save.error && <ProblemNotice error={save.error} />}
          <Group justify="flex-end" gap="sm">
            <Button onClick={onClose}>{common('act.cancel')}</Button>
            <Button type="submit" variant="filled" disabled={!isReady} loading={save.isPending}>
              {t('centre.assign')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

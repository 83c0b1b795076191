import {
  Button,
  Checkbox,
  Group,
  Modal,
  SegmentedControl,
  Select,
  Stack,
  Switch,
  Text,
  TextInput,
} from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemNotice } from '../../../components/problem-notice.tsx';
import { answer, api, ApiProblem } from '../../../lib/api.ts';
import { shareOf } from '../../../lib/decimal.ts';
import { useFormat } from '../../../lib/format.ts';
import { choicesQuery, type Subject } from '../choices.ts';
import { type Draft, draftOf, scopes, sharesToChoose, toBody, toChange } from './draft.ts';
import { Consequence } from './consequence.tsx';
import { useMeasured } from './measured.ts';
import type { Budget, Usage } from './queries.ts';
import { answerOf } from './whose.ts';

export interface BudgetFormProps {
  /** Null: a new one. */
  readonly budget: Budget | null;
  readonly usage: Usage | null;
  readonly onClose: () => void;
}

/** Makes a budget, or changes its limit and what goes with it; whose calls are counted stays. */
export function BudgetForm({ budget, usage, onClose }: BudgetFormProps) {
  const { t } = useTranslation('costs');
  const { t: common } = useTranslation();
  const client = useQueryClient();
  const format = useFormat();
  const [draft, setDraft] = useState<Draft>(() => draftOf(budget));
  const measured = useMeasured(draft);
  const set = (changes: Partial<Draft>): void => setDraft((before) => ({ ...before, ...changes }));
  const save = useMutation({
    mutationFn: () =>
      budget === null
        ? answer(api.POST('/api/budgets', { body: toBody(draft) }))
        : answer(
            api.PATCH('/api/budgets/{id}', {
              params: { path: { id: budget.id }, header: { 'if-match': `"${budget.revision}"` } },
              body: toChange(draft),
            }),
          ),
    onSuccess: () => {
      notifications.show({ message: common('state.saved') });
      onClose();
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['budgets'] }),
  });
  const fields = ['name', 'limit', 'currency', 'webhook', 'webhook_secret', 'scope.id'];
  const wrong = (field: string): string | undefined =>
    save.error instanceof ApiProblem ? save.error.errors.find((one) => one.field === field)?.message : undefined;
  const isShownAtFields =
    save.error instanceof ApiProblem &&
    save.error.errors.length > 0 &&
    save.error.errors.every(({ field }) => fields.includes(field));
  const text = (field: 'name' | 'limit' | 'currency' | 'webhook' | 'webhook_secret') => ({
    value: draft[field],
    onChange: (event: { currentTarget: { value: string } }) => set({ [field]: event.currentTarget.value }),
    error: wrong(field),
  });
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={budget === null ? t('budget.create') : t('budget.editTitle', { name: budget.name })}
      closeButtonProps={{ 'aria-label': common('act.close') }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate();
        }}
      >
        <Stack gap="md">
          <TextInput label={common('column.name')} required maxLength={120} data-autofocus {...text('name')} />
          {budget === null && <Scope draft={draft} set={set} error={wrong('scope.id')} />}
          <Group gap="md" align="flex-start">
            {budget === null && (
              <Select
                label={t('budget.measure')}
                allowDeselect={false}
                w={140}
                value={draft.measure}
                onChange={(measure) => measure && set({ measure })}
                data={(['money', 'tokens', 'requests'] as const).map((value) => ({
                  value,
                  label: t(`budget.measures.${value}`),
                }))}
              />
            )}
            <TextInput label={t('budget.limit')} required inputMode="decimal" w={140} {...text('limit')} />
            {draft.measure === 'money' && (
              <TextInput
                label={t('filter.currency')}
                required
                maxLength={3}
                w={90}
                disabled={budget !== null}
                {...text('currency')}
              />
            )}
            {budget === null && (
              <Select
                label={t('budget.per')}
                allowDeselect={false}
                w={120}
                value={draft.period}
                onChange={(period) => period && set({ period })}
                data={(['minute', 'hour', 'day', 'month'] as const).map((value) => ({
                  value,
                  label: t(`budget.period.${value}`),
                }))}
              />
            )}
          </Group>
          {usage && <Consequence usage={usage} limit={draft.limit} isHard={draft.is_hard} />}
          <div>
            <SegmentedControl
              aria-label={t('budget.answer')}
              value={draft.is_hard ? 'hard' : 'soft'}
              onChange={(value) => set({ is_hard: value === 'hard' })}
              data={[
                { value: 'hard', label: t('budget.hard') },
                { value: 'soft', label: t('budget.softly') },
              ]}
            />
            <Text size="xs" c="dimmed" mt={4}>
              {t(`budget.long.${answerOf(draft)}`)}
            </Text>
          </div>
          <Checkbox.Group
            label={t('budget.shares')}
            value={draft.alert_shares}
            onChange={(alert_shares) => set({ alert_shares })}
          >
            <Group gap="md" mt={4}>
              {sharesToChoose(draft.alert_shares).map((share) => (
                <Checkbox key={share} value={share} label={format.percent(shareOf(share, '1'))} />
              ))}
            </Group>
          </Checkbox.Group>
          <TextInput
            label={t('budget.webhook')}
            description={t('budget.webhookHelp')}
            placeholder="https://"
            {...text('webhook')}
          />
          {draft.webhook !== '' && (
            <TextInput
              label={t('budget.secret')}
              description={t('budget.writeOnlyHelp')}
              placeholder="env:HOOK_SECRET"
              {...text('webhook_secret')}
            />
          )}
          {save.error && !isShownAtFields && <ProblemNotice error={save.error} />}
          {budget !== null && save.error instanceof ApiProblem && save.error.status === 412 && (
            <Text size="sm" role="status">
              {t('budget.nowInForce', { name: budget.name, limit: measured(budget.limit) })}
            </Text>
          )}
          <Group justify="flex-end" gap="sm">
            <Button onClick={onClose}>{common('act.cancel')}</Button>
            <Button type="submit" variant="filled" loading={save.isPending}>
              {budget === null ? t('budget.create') : common('act.save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

interface ScopeProps {
  readonly draft: Draft;
  readonly set: (changes: Partial<Draft>) => void;
  readonly error: string | undefined;
}

/** Whose calls are counted, together or one by one. */
function Scope({ draft, set, error }: ScopeProps) {
  const { t } = useTranslation('costs');
  const subject: Subject | null = draft.kind === 'everyone' ? null : draft.kind;
  const choices = useQuery(choicesQuery(subject));
  const holdsSeveral = draft.kind === 'everyone' || draft.kind === 'group' || draft.kind === 'model';
  return (
    <>
      <Group gap="md" align="flex-start">
        <Select
          label={t('budget.whose')}
          allowDeselect={false}
          w={170}
          value={draft.kind}
          onChange={(kind) => kind && set({ kind, id: null, each: false })}
          data={scopes.map((value) => ({ value, label: t(`budget.kinds.${value}`) }))}
        />
        {subject !== null && (
          <Select
            label={t(`budget.kinds.${subject}`)}
            required
            searchable
            flex={1}
            value={draft.id}
            onChange={(id) => set({ id })}
            data={choices.data ?? []}
            nothingFoundMessage={t('budget.noneFound')}
            error={error}
          />
        )}
      </Group>
      {holdsSeveral && (
        <Switch
          label={t('budget.eachOwn')}
          checked={draft.each}
          onChange={(event) => set({ each: event.currentTarget.checked })}
        />
      )}
    </>
  );
}

import { Button, Group, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ProblemNotice } from '../../../components/problem-notice.tsx';
import { useFormat } from '../../../lib/format.ts';
import { useMay } from '../../../lib/me.ts';
import type { Grant, Model } from '../queries.ts';
import type { GranteeChoice } from './grantees.ts';
import { useGrantChanges } from './use-grant-changes.ts';

export interface GrantChangeProps {
  readonly model: Model;
  readonly choice: GranteeChoice;
  readonly own: Grant | undefined;
  /** The names of those through whom it is granted anyway. */
  readonly wider: readonly string[];
  readonly onClose: () => void;
}

/** Why somebody may use a model or not, and the one change that can be made of it. */
export function GrantChange({ model, choice, own, wider, onClose }: GrantChangeProps) {
  const { t } = useTranslation('catalogue');
  const { t: common } = useTranslation();
  const format = useFormat();
  const mayChange = useMay('policy:change') && !own?.managed_by_file;
  const changes = useGrantChanges();
  const names = { model: model.display_name, who: choice.label };
  const act = useMutation({
    mutationFn: () =>
      own ? changes.takeBack(model, own, choice.label) : changes.grant(model, choice.to, choice.label),
    onSuccess: onClose,
  });
  return (
    <Stack gap="sm">
      {own && <Text size="sm">{t('matrix.own', names)}</Text>}
      {!own && wider.length === 0 && <Text size="sm">{t('matrix.none', names)}</Text>}
      {wider.length > 0 && <Text size="sm">{t('matrix.inherited', { ...names, by: format.list(wider) })}</Text>}
      {own && wider.length > 0 && mayChange && <Text size="sm">{t('matrix.stays')}</Text>}
      {!model.is_active && <Text size="sm">{t('matrix.inactive')}</Text>}
      {own?.managed_by_file && <Text size="sm">{t('matrix.byFile')}</Text>}
      {act.error && <ProblemNotice error={act.error} />}
      <Group gap="sm" grow>
        {mayChange && (
          <Button variant={own ? 'default' : 'filled'} loading={act.isPending} onClick={() => act.mutate()}>
            {own ? t('grants.takeBack') : t('grants.grant')}
          </Button>
        )}
        <Button onClick={onClose}>{common('act.close')}</Button>
      </Group>
    </Stack>
  );
}

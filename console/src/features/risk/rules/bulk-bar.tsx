import { Button, Group, Menu, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconChevronDown } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Confirm } from '../../../components/confirm.tsx';
import { useFormat } from '../../../lib/format.ts';
import { queryClient } from '../../../lib/query-client.ts';
import { actions, type Rule, type Statistics } from '../data.ts';
import { type BulkFields, useBulkChange } from './rule-changes.ts';
import classes from './rules.module.css';

export interface BulkBarProps {
  readonly rules: readonly Rule[];
  readonly statistics: ReadonlyMap<string, Statistics> | undefined;
  readonly onDone: () => void;
}

/** What can be done with the rules that were chosen: at once, told in numbers before, and undone in one step after. */
export function BulkBar({ rules, statistics, onDone }: BulkBarProps) {
  const { t } = useTranslation('risk');
  const { t: common } = useTranslation();
  const format = useFormat();
  const [asked, setAsked] = useState<BulkFields | null>(null);
  const change = useBulkChange();
  const hits = rules.reduce((sum, { id }) => sum + (statistics?.get(id)?.hits ?? 0), 0);
  const count = rules.length;
  const verb = (fields: BulkFields): string =>
    fields.action
      ? t('bulk.action', { count, action: common(`action.${fields.action}`) })
      : fields.is_enabled
        ? t('bulk.enable', { count })
        : t('bulk.disable', { count });
  const make = async (fields: BulkFields): Promise<void> => {
    const undo = await change.mutateAsync({ rules, fields });
    const id = notifications.show({
      autoClose: 20_000,
      message: (
        <Undoable
          told={t('bulk.done', { count })}
          undo={undo}
          onUndone={() => {
            notifications.hide(id);
            notifications.show({ message: t('bulk.undone', { count }) });
          }}
        />
      ),
    });
    onDone();
  };
  return (
    <div className={classes.bulk} role="toolbar" aria-label={t('bulk.label')}>
      <strong>{t('bulk.selected', { count })}</strong>
      <Button size="compact-sm" onClick={() => setAsked({ is_enabled: true })}>
        {t('bulk.enableWord')}
      </Button>
      <Button size="compact-sm" onClick={() => setAsked({ is_enabled: false })}>
        {t('bulk.disableWord')}
      </Button>
      <Menu>
        <Menu.Target>
          <Button size="compact-sm" rightSection={<IconChevronDown size={14} />}>
            {t('column.action')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {actions.map((action) => (
            <Menu.Item key={action} onClick={() => setAsked({ action })}>
              {common(`action.${action}`)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      <Button size="compact-sm" variant="subtle" onClick={onDone}>
        {t('bulk.clear')}
      </Button>
      {asked && (
        <Confirm
          title={t('bulk.title', { act: verb(asked) })}
          act={verb(asked)}
          onConfirm={() => make(asked)}
          onClose={() => setAsked(null)}
        >
          {t('bulk.consequence', { count: hits, hits: format.count(hits) })}
        </Confirm>
      )}
    </div>
  );
}

/** Toasts stand beside the pages, where no client of queries is given. */
function Undoable({
  told,
  undo,
  onUndone,
}: {
  readonly told: string;
  readonly undo: () => Promise<unknown>;
  readonly onUndone: () => void;
}) {
  const { t } = useTranslation();
  const undoing = useMutation({ mutationFn: undo, onSuccess: onUndone }, queryClient);
  return (
    <Group gap="sm" justify="space-between">
      <Text size="sm">{undoing.error ? undoing.error.message : told}</Text>
      <Button size="compact-sm" onClick={() => undoing.mutate()} loading={undoing.isPending}>
        {t('act.undo')}
      </Button>
    </Group>
  );
}

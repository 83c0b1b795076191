import { Button, Menu } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Confirm } from '../../../components/confirm.tsx';
import { showUndoable } from '../../../components/undo-toast.tsx';
import { useFormat } from '../../../lib/format.ts';
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
    showUndoable({ told: t('bulk.done', { count }), undo, undone: t('bulk.undone', { count }) });
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

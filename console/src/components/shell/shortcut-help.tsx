import { Kbd, Modal, Switch, Table } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { prefer, usePreferences } from '../../lib/preferences.ts';
import { useOnceMounted } from '../../lib/use-once-mounted.ts';
import { paletteKeys } from './shortcuts.tsx';

const list = [
  ['?', 'help'],
  [paletteKeys, 'palette'],
  ['/', 'filter'],
  ['g', 'go'],
  ['j k ↑ ↓', 'rows'],
  ['Enter', 'open'],
  ['f x', 'byValue'],
  ['Esc', 'close'],
] as const;

export interface ShortcutHelpProps {
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** The keys of the console, and the switch that puts its letters off. */
export function ShortcutHelp({ opened, onClose }: ShortcutHelpProps) {
  const { t } = useTranslation();
  const { shortcuts } = usePreferences();
  return (
    <Modal
      opened={useOnceMounted(opened)}
      onClose={onClose}
      title={t('shortcut.title')}
      closeButtonProps={{ 'aria-label': t('act.close') }}
    >
      <Table>
        <Table.Tbody>
          {list.map(([keys, word]) => (
            <Table.Tr key={word}>
              <Table.Td w={110}>
                <Kbd>{keys}</Kbd>
              </Table.Td>
              <Table.Td>{t(`shortcut.${word}`)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      <Switch
        mt="md"
        label={t('shortcut.switch')}
        checked={shortcuts === 'on'}
        onChange={(event) => prefer({ shortcuts: event.currentTarget.checked ? 'on' : 'off' })}
      />
    </Modal>
  );
}

import { Button, Group } from '@mantine/core';
import { IconPencil, IconPower, IconShieldLock, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Model } from '../queries.ts';
import { ActivationDialog } from './activation-dialog.tsx';
import { RemoveDialog } from './remove-dialog.tsx';
import { RenameDialog } from './rename-dialog.tsx';
import { SecureDialog } from './secure-dialog.tsx';

type Open = 'activation' | 'secure' | 'rename' | 'remove' | null;

export function ModelActions({ model, onRemoved }: { readonly model: Model; readonly onRemoved: () => void }) {
  const { t } = useTranslation('catalogue');
  const { t: common } = useTranslation();
  const [open, setOpen] = useState<Open>(null);
  const close = (): void => setOpen(null);
  return (
    <Group gap="sm">
      <Button
        leftSection={<IconPower size={16} />}
        variant={model.is_active ? 'default' : 'filled'}
        onClick={() => setOpen('activation')}
      >
        {model.is_active ? common('act.deactivate') : common('act.activate')}
      </Button>
      <Button leftSection={<IconShieldLock size={16} />} onClick={() => setOpen('secure')}>
        {model.is_secure ? t('secure.takeBack') : t('secure.let')}
      </Button>
      <Button leftSection={<IconPencil size={16} />} onClick={() => setOpen('rename')}>
        {t('models.rename')}
      </Button>
      <Button leftSection={<IconTrash size={16} />} onClick={() => setOpen('remove')}>
        {common('act.remove')}
      </Button>
      {open === 'activation' && <ActivationDialog model={model} onClose={close} />}
      {open === 'secure' && <SecureDialog model={model} onClose={close} />}
      {open === 'rename' && <RenameDialog model={model} onClose={close} />}
      {open === 'remove' && <RemoveDialog model={model} onClose={close} onRemoved={onRemoved} />}
    </Group>
  );
}

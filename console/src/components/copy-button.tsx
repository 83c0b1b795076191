import { ActionIcon, Button, Tooltip } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';

export interface CopyButtonProps {
  readonly value: string;
  /** What is copied, for who does not see the place of the button. */
  readonly label: string;
  readonly withWord?: boolean;
}

export function CopyButton({ value, label, withWord = false }: CopyButtonProps) {
  const { t } = useTranslation();
  const { copied, copy, error } = useClipboard({ timeout: 1500 });
  const told = error ? t('act.copyRefused') : copied ? t('act.copied') : t('act.copy');
  const Mark = copied ? IconCheck : IconCopy;
  if (withWord) {
    return (
      <Button leftSection={<Mark size={16} />} onClick={() => copy(value)} aria-label={`${told}: ${label}`}>
        {told}
      </Button>
    );
  }
  return (
    <Tooltip label={told}>
      <ActionIcon size={24} onClick={() => copy(value)} aria-label={`${told}: ${label}`}>
        <Mark size={14} />
      </ActionIcon>
    </Tooltip>
  );
}

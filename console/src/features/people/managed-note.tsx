import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';

/** Who owns what cannot be changed here. */
export function ManagedNote({ isManaged }: { readonly isManaged: boolean }) {
  const { t } = useTranslation('people');
  if (!isManaged) return null;
  return (
    <Text size="sm" c="dimmed">
      {t('managedByFile')}
    </Text>
  );
}

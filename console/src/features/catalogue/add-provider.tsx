import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../lib/me.ts';

/** Leads into the wizard; absent for who may not change anything. */
export function AddProvider() {
  const { t } = useTranslation('catalogue');
  if (!useMay('policy:change')) return null;
  return (
    <Button variant="filled" component={Link} to="/providers/new" leftSection={<IconPlus size={16} />}>
      {t('providers.add')}
    </Button>
  );
}

import { ActionIcon, Button, Group } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../lib/me.ts';
import { prefer, usePreferences } from '../../lib/preferences.ts';
import { setupOf, stepNames } from './first-run/use-setup.ts';
import type { Overview } from './overview-query.ts';

/** Back to the steps of the first run, until all are done or who sees it wants it no more. */
export function StartHint({ overview }: { readonly overview: Overview }) {
  const { t } = useTranslation('overview');
  const { firstRun } = usePreferences();
  const mayChange = useMay('policy:change');
  const setup = setupOf(overview);
  if (!mayChange || setup === null || firstRun === 'hidden') return null;
  const done = stepNames.filter((name) => setup[name]).length;
  if (done === stepNames.length) return null;
  return (
    <Group gap={0} wrap="nowrap">
      <Button component={Link} to="/start" variant="subtle">
        {t('start.goOn', { done, all: stepNames.length })}
      </Button>
      <ActionIcon
        onClick={() => prefer({ firstRun: 'hidden' })}
        aria-label={t('start.dismiss')}
        title={t('start.dismiss')}
      >
        <IconX size={14} />
      </ActionIcon>
    </Group>
  );
}

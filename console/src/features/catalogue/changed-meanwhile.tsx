import { Alert, Button, Stack } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { ApiProblem } from '../../lib/api.ts';
import { Changes } from './changes.tsx';

export interface ChangedMeanwhileProps {
  /** As it was when the typing began. */
  readonly before: object;
  /** As it is now. */
  readonly now: object;
  readonly onOverwrite: () => void;
}

export function isStale(error: unknown): boolean {
  return error instanceof ApiProblem && error.status === 412;
}

/** Somebody saved another change first: theirs is shown, what was typed stays, and saving it over theirs is a choice. */
export function ChangedMeanwhile({ before, now, onOverwrite }: ChangedMeanwhileProps) {
  const { t } = useTranslation('catalogue');
  return (
    <Alert role="alert" icon={<IconAlertTriangle size={18} />} title={t('meanwhile.title')} variant="outline">
      <Stack gap="sm">
        <Changes before={{ ...before }} after={{ ...now }} />
        <div>
          <Button onClick={onOverwrite}>{t('meanwhile.overwrite')}</Button>
        </div>
      </Stack>
    </Alert>
  );
}

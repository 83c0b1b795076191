import { Alert, Button, Group, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { ApiProblem } from '../lib/api.ts';
import { useMe } from '../lib/me.ts';

export interface ProblemNoticeProps {
  readonly error: unknown;
  readonly onRetry?: () => void;
}

/** In place of what failed: what happened, which request it was, and what to do. */
export function ProblemNotice({ error, onRetry }: ProblemNoticeProps) {
  const { t } = useTranslation();
  const role = useMe()?.role;
  const problem = error instanceof ApiProblem ? error : null;
  const told =
    problem?.status === 0
      ? t('state.gatewayAway')
      : problem?.status === 403 && role
        ? t('state.notAllowed', { role: t(`role.${role}`) })
        : problem?.status === 412
          ? `${t('state.changed')} ${problem.message}`
          : (problem?.message ?? (error instanceof Error ? error.message : String(error)));
  return (
    <Alert
      role="alert"
      icon={<IconAlertTriangle size={18} />}
      title={onRetry ? t('state.failed') : t('state.notDone')}
      variant="outline"
    >
      <Text size="sm">{told}</Text>
      {problem?.errors.map(({ field, message }) => (
        <Text size="sm" key={`${field} ${message}`}>
          <code>{field}</code> {message}
        </Text>
      ))}
      {(onRetry !== undefined || problem?.requestId != null) && (
        <Group mt="sm" gap="sm">
          {onRetry && <Button onClick={onRetry}>{t('act.retry')}</Button>}
          {problem?.requestId != null && (
            <Text size="xs" c="dimmed">
              {t('state.request', { id: problem.requestId })}
            </Text>
          )}
        </Group>
      )}
    </Alert>
  );
}

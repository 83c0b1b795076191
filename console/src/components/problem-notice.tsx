import { Alert, Button, Group, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { ApiProblem } from '../lib/api.ts';
import { useMe } from '../lib/me.ts';

export interface ProblemNoticeProps {
  readonly error: unknown;
  readonly onRetry?: () => void;
}

const kinds = [400, 401, 404, 409, 413, 422, 429, 500, 503] as const;

/** In place of what failed: what happened, which request it was, and what to do. */
export function ProblemNotice({ error, onRetry }: ProblemNoticeProps) {
  const { t } = useTranslation();
  // The gateway explains itself in English: what kind of problem it is, is said in the language of the page.
  const { t: ofKind, ready } = useTranslation('problems', { useSuspense: false });
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
  const kind = told === problem?.message && ready ? kinds.find((status) => status === problem.status) : undefined;
  return (
    <Alert
      role="alert"
      icon={<IconAlertTriangle size={18} />}
      title={onRetry ? t('state.failed') : t('state.notDone')}
      variant="outline"
    >
      {kind !== undefined && <Text size="sm">{ofKind(`status.${kind}`)}</Text>}
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

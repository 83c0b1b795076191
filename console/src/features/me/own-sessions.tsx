import { Button, Group, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { DataTable } from '../../components/data-table.tsx';
import { Time } from '../../components/figures.tsx';
import { Waiting } from '../../components/page.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { answer, api } from '../../lib/api.ts';

interface OwnSession {
  readonly token: string;
  readonly createdAt: string;
  readonly ipAddress?: string | null;
  readonly userAgent?: string | null;
}

/** Where one is signed in, and an end to it. */
export function OwnSessions() {
  const { t } = useTranslation('access');
  const client = useQueryClient();
  const sessions = useQuery({
    queryKey: ['sessions'],
    queryFn: async () => (await answer(api.GET('/api/auth/list-sessions'))) as OwnSession[],
  });
  const refresh = (): Promise<void> => client.invalidateQueries({ queryKey: ['sessions'] });
  const end = useMutation({
    mutationFn: (token: string) => answer(api.POST('/api/auth/revoke-session', { body: { token } })),
    onSuccess: refresh,
  });
  const endOthers = useMutation({
    mutationFn: () => answer(api.POST('/api/auth/revoke-other-sessions')),
    onSuccess: refresh,
  });
  if (sessions.error) return <ProblemNotice error={sessions.error} onRetry={() => void sessions.refetch()} />;
  if (!sessions.data) return <Waiting lines={2} />;
  const browserOf = ({ userAgent }: OwnSession): string => userAgent || '–';
  const ending = (session: OwnSession) => (
    <Button
      size="compact-sm"
      flex="none"
      onClick={() => end.mutate(session.token)}
      loading={end.variables === session.token && end.isPending}
    >
      {t('me.end')}
    </Button>
  );
  return (
    <>
      <DataTable
        label={t('me.sessions')}
        rows={sessions.data}
        rowKey={({ token }) => token}
        columns={[
          {
            key: 'began',
            header: t('me.began'),
            width: '160px',
            cell: ({ createdAt }) => <Time at={createdAt} as="minute" />,
          },
          { key: 'address', header: t('me.address'), width: '180px', cell: ({ ipAddress }) => ipAddress || '–' },
          {
            key: 'browser',
            header: t('me.browser'),
            cell: (session) => <span title={browserOf(session)}>{browserOf(session)}</span>,
          },
          { key: 'end', header: '', width: '100px', align: 'end', cell: ending },
        ]}
        item={(session) => (
          <Group justify="space-between" wrap="nowrap">
            <Text size="sm" truncate title={browserOf(session)}>
              <Time at={session.createdAt} as="minute" /> · {session.ipAddress || '–'} · {browserOf(session)}
            </Text>
            {ending(session)}
          </Group>
        )}
      />
      {sessions.data.length > 1 && (
        <div>
          <Button onClick={() => endOthers.mutate()} loading={endOthers.isPending}>
            {t('me.endOthers')}
          </Button>
        </div>
      )}
    </>
  );
}

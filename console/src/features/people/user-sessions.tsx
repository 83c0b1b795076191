import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Name, Time } from '../../components/figures.tsx';
import { Waiting } from '../../components/page.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { answer, api } from '../../lib/api.ts';
import { useAct } from '../../lib/use-act.ts';
import classes from './people.module.css';

/** Where somebody is signed in at the console, and an end to it. */
export function UserSessions({ userId, mayEnd }: { readonly userId: string; readonly mayEnd: boolean }) {
  const { t } = useTranslation('people');
  const path = { id: userId };
  const sessions = useQuery({
    queryKey: ['sessions of', userId],
    queryFn: () => answer(api.GET('/api/users/{id}/sessions', { params: { path } })),
  });
  const end = useAct(
    (session_id: string) =>
      answer(api.DELETE('/api/users/{id}/sessions/{session_id}', { params: { path: { ...path, session_id } } })),
    { told: t('session.ended') },
  );
  const endAll = useAct(() => answer(api.DELETE('/api/users/{id}/sessions', { params: { path } })), {
    told: t('session.ended'),
  });
  if (sessions.error) return <ProblemNotice error={sessions.error} onRetry={() => void sessions.refetch()} />;
  if (!sessions.data) return <Waiting lines={2} />;
  const { items } = sessions.data;
  if (items.length === 0) return <span className={classes.second}>{t('session.none')}</span>;
  return (
    <div>
      {items.map(({ id, began_at, address, browser }) => (
        <div key={id} className={classes.line}>
          <Name>{t('session.line', { address: address ?? '–', browser: browser ?? '–' })}</Name>
          <span className={classes.actions}>
            <Time at={began_at} as="minute" />
            {mayEnd && (
              <Button size="compact-sm" onClick={() => end.mutate(id)} loading={end.isPending && end.variables === id}>
                {t('session.end')}
              </Button>
            )}
          </span>
        </div>
      ))}
      {(end.error ?? endAll.error) && <ProblemNotice error={end.error ?? endAll.error} />}
      {mayEnd && items.length > 1 && (
        <Button mt="sm" onClick={() => endAll.mutate(undefined)} loading={endAll.isPending}>
          {t('session.endAll')}
        </Button>
      )}
    </div>
  );
}

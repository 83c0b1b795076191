import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Confirm } from '../../components/confirm.tsx';
import { Name } from '../../components/figures.tsx';
import { answer, api } from '../../lib/api.ts';
import { useAct } from '../../lib/use-act.ts';
import { stateOfKey } from './key-state.ts';
import classes from './people.module.css';
import { keysQuery, type User } from './queries.ts';

/** Asks with the keys that stop, and how many calls that run will still finish. */
export function DeactivateUser({ user, onClose }: { readonly user: User; readonly onClose: () => void }) {
  const { t } = useTranslation('people');
  const keys = useQuery(keysQuery).data?.filter((key) => key.user_id === user.id && stateOfKey(key) === 'active');
  const open = useQuery({
    queryKey: ['open calls', user.id],
    queryFn: async () => {
      const query = { user: [user.id], status: ['open' as const], limit: 200 };
      return (await answer(api.GET('/api/invocations', { params: { query } }))).items.length;
    },
  });
  const deactivate = useAct(
    () =>
      answer(
        api.PATCH('/api/users/{id}', {
          params: { path: { id: user.id }, header: { 'if-match': `"${user.revision}"` } },
          body: { is_active: false },
        }),
      ),
    { told: t('user.deactivated', { name: user.name }) },
  );
  return (
    <Confirm
      title={t('user.deactivateTitle', { name: user.name })}
      act={t('user.deactivate')}
      destroys
      onConfirm={() => deactivate.mutateAsync(undefined)}
      onClose={onClose}
    >
      <p>{t('user.deactivateText', { count: keys?.length ?? 0 })}</p>
      {keys && keys.length > 0 && (
        <ul className={classes.names}>
          {keys.map(({ id, name, prefix }) => (
            <li key={id}>
              <Name>{name}</Name> <code>{prefix}…</code>
            </li>
          ))}
        </ul>
      )}
      {open.data !== undefined && open.data > 0 && <p>{t('user.runningCalls', { count: open.data })}</p>}
    </Confirm>
  );
}

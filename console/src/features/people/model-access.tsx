import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Name } from '../../components/figures.tsx';
import { Waiting } from '../../components/page.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { answer, api } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import classes from './people.module.css';

/** What a person or an instance may use now, by which grant, and what stands against the rest. */
export function ModelAccess({ of, id }: { readonly of: 'user' | 'instance'; readonly id: string }) {
  const { t } = useTranslation('people');
  const format = useFormat();
  const access = useQuery({
    queryKey: ['access', of, id],
    queryFn: () => {
      const params = { path: { id }, query: { limit: 200 } };
      return of === 'user'
        ? answer(api.GET('/api/users/{id}/access', { params }))
        : answer(api.GET('/api/instances/{id}/access', { params }));
    },
  });
  if (access.error) return <ProblemNotice error={access.error} onRetry={() => void access.refetch()} />;
  if (!access.data) return <Waiting lines={2} />;
  return (
    <div>
      {access.data.items.length === 0 && <div className={classes.line}>{t('access.none')}</div>}
      {access.data.items.map(({ model, may_use, by, why_not }) => (
        <div key={model.id} className={classes.line}>
          <Name>{model.name}</Name>
          <span className={may_use ? undefined : classes.second}>
            {may_use
              ? t('access.by', {
                  grants: format.list(by.map(({ kind, name }) => t(`access.${kind}`, { name: name ?? '' }))),
                })
              : format.list(why_not.map((obstacle) => t(`access.${obstacle}`)))}
          </span>
        </div>
      ))}
      <p className={classes.second}>{t('access.policy', { version: access.data.policy_version })}</p>
    </div>
  );
}

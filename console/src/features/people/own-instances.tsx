import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { DataTable } from '../../components/data-table.tsx';
import { Name } from '../../components/figures.tsx';
import { Waiting } from '../../components/page.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import classes from './people.module.css';
import { instancesQuery } from './queries.ts';
import { ActiveWord } from './state-word.tsx';

/** A member's instances: whoever owns one sees it, and an admin changes it. */
export function OwnInstances() {
  const { t } = useTranslation('people');
  const { t: common } = useTranslation();
  const instances = useQuery(instancesQuery);
  if (instances.error) return <ProblemNotice error={instances.error} onRetry={() => void instances.refetch()} />;
  return (
    <section className={classes.section}>
      <h2>{t('instance.title')}</h2>
      {!instances.data && <Waiting lines={2} />}
      {instances.data && (
        <DataTable
          label={t('instance.title')}
          rows={instances.data}
          rowKey={({ id }) => id}
          columns={[
            { key: 'name', header: common('column.name'), cell: ({ name }) => <Name>{name}</Name> },
            { key: 'kind', header: t('column.kind'), cell: ({ kind }) => t(`kind.${kind}`) },
            {
              key: 'state',
              header: common('column.state'),
              cell: ({ is_active }) => <ActiveWord isActive={is_active} />,
            },
          ]}
          item={({ name, kind, is_active }) => (
            <div className={classes.item}>
              <Name>{name}</Name>
              <div className={classes.second}>
                {t(`kind.${kind}`)} <ActiveWord isActive={is_active} />
              </div>
            </div>
          )}
        />
      )}
    </section>
  );
}

import { Select, SegmentedControl, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Empty } from '../../../components/empty.tsx';
import { Page, Waiting } from '../../../components/page.tsx';
import { ProblemNotice } from '../../../components/problem-notice.tsx';
import { useNarrow } from '../../../lib/use-narrow.ts';
import { AddProvider } from '../add-provider.tsx';
import catalogue from '../catalogue.module.css';
import { grantsQuery, modelsQuery } from '../queries.ts';
import { granteeKinds, idOf, useGrantees } from './grantees.ts';
import { GrantMatrix } from './grant-matrix.tsx';
import classes from './grants.module.css';

const kinds = granteeKinds.filter((kind) => kind !== 'everyone');
/** More columns than this are not read at once: the filter names the ones that are meant. */
const columnsMax = 12;

/** Who may use which model: models by position, against groups, people or instances. */
export function GrantsPage() {
  const { t } = useTranslation('catalogue');
  const { t: common } = useTranslation();
  const { kind = 'group', q = '', of } = useSearch({ from: '/shell/models/grants' });
  const navigate = useNavigate({ from: '/models/grants' });
  const isNarrow = useNarrow();
  const { data: models, error, refetch } = useQuery(modelsQuery);
  const { data: grants } = useQuery(grantsQuery);
  const grantees = useGrantees();
  const wanted = grantees[kind].filter(({ label }) => label.toLowerCase().includes(q.trim().toLowerCase()));
  const [everyone] = grantees.everyone;
  const one = [everyone, ...grantees[kind]].find((choice) => choice && idOf(choice.to) === (of ?? '')) ?? everyone;
  const columns = isNarrow ? (one ? [one] : []) : [...grantees.everyone, ...wanted.slice(0, columnsMax)];
  return (
    <Page title={common('nav.grants')}>
      <p className={catalogue.soft}>{t('matrix.intro')}</p>
      <div className={classes.tools}>
        <SegmentedControl
          aria-label={t('grants.kind')}
          value={kind}
          onChange={(value) => void navigate({ search: { kind: value } })}
          data={kinds.map((name) => ({ value: name, label: t(`matrix.kinds.${name}`) }))}
        />
        {isNarrow ? (
          <Select
            label={t('matrix.of')}
            data={[...grantees.everyone, ...grantees[kind]].map(({ to, label }) => ({
              value: idOf(to) || 'everyone',
              label,
            }))}
            value={of ?? 'everyone'}
            onChange={(value) =>
              void navigate({
                search: (before) => ({ ...before, of: value === 'everyone' || !value ? undefined : value }),
              })
            }
            searchable
            limit={50}
            nothingFoundMessage={t('nobodyFound')}
          />
        ) : (
          <TextInput
            data-filter
            aria-label={t('matrix.filter')}
            placeholder={t('matrix.filter')}
            value={q}
            onChange={(event) => {
              const text = event.currentTarget.value;
              void navigate({ search: (before) => ({ ...before, q: text === '' ? undefined : text }), replace: true });
            }}
          />
        )}
        {!isNarrow && wanted.length > columnsMax && (
          <span className={catalogue.soft}>{t('matrix.more', { shown: columnsMax, count: wanted.length })}</span>
        )}
      </div>
      {error && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      {!models && !error && <Waiting />}
      {models?.length === 0 && <Empty action={<AddProvider />}>{t('models.none')}</Empty>}
      {models && grants && models.length > 0 && <GrantMatrix models={models} columns={columns} grants={grants} />}
    </Page>
  );
}

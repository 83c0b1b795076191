import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { type Column, DataTable } from '../../../components/data-table.tsx';
import { Empty } from '../../../components/empty.tsx';
import { CountLink, Name, Time } from '../../../components/figures.tsx';
import { Page, Waiting } from '../../../components/page.tsx';
import { ProblemNotice } from '../../../components/problem-notice.tsx';
import { answer, api } from '../../../lib/api.ts';
import { useFormat } from '../../../lib/format.ts';
import { useMay } from '../../../lib/me.ts';
import { AddProvider } from '../add-provider.tsx';
import classes from '../catalogue.module.css';
import { PriceCatalogue } from './price-catalogue.tsx';
import { driftQuery, modelsQuery, type Provider, providersQuery, usageQueryOf } from '../queries.ts';

/** The accounts that calls go to, with how many models stand at each and how its last calls went. */
export function ProvidersPage() {
  const { t } = useTranslation('catalogue');
  const { t: common } = useTranslation();
  const navigate = useNavigate();
  const { data: providers, error, refetch } = useQuery(providersQuery);
  const { data: models = [] } = useQuery(modelsQuery);
  const countOf = ({ id }: Provider): number => models.filter(({ provider_id }) => provider_id === id).length;
  const columns: Column<Provider>[] = [
    { key: 'name', header: common('column.name'), cell: ({ name }) => <Name>{name}</Name> },
    { key: 'protocol', header: t('providers.protocol'), width: '150px', cell: ({ protocol }) => protocol },
    { key: 'kind', header: t('providers.kind'), width: '130px', cell: ({ kind }) => t(`providers.kinds.${kind}`) },
    { key: 'address', header: t('endpoint.address'), width: '28%', cell: ({ base_url }) => <Name>{base_url}</Name> },
    { key: 'models', header: common('nav.models'), width: '80px', align: 'end', cell: countOf },
    {
      key: 'calls',
      header: t('column.calls'),
      width: '100px',
      align: 'end',
      cell: ({ name }) => <Calls name={name} />,
    },
    {
      key: 'completed',
      header: t('providers.completed'),
      width: '110px',
      align: 'end',
      cell: ({ name }) => <Completed name={name} />,
    },
  ];
  return (
    <Page title={common('nav.providers')} actions={<AddProvider />}>
      {error && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      {!providers && !error && <Waiting />}
      {providers?.length === 0 && <Empty action={<AddProvider />}>{t('providers.none')}</Empty>}
      {providers && providers.length > 0 && (
        <>
          <DataTable
            label={common('nav.providers')}
            columns={columns}
            rows={providers.toSorted((a, b) => a.name.localeCompare(b.name))}
            rowKey={({ id }) => id}
            onOpen={({ id }) => void navigate({ to: '/providers/$id', params: { id } })}
            item={(provider) => (
              <span className={classes.item}>
                <span className={classes.itemLine}>
                  <Name>{provider.name}</Name>
                  <span className={classes.push}>{t('providers.models', { count: countOf(provider) })}</span>
                </span>
                <span className={classes.itemLine}>
                  <span className={classes.soft}>{provider.protocol}</span>
                  <span className={classes.push}>
                    <Completed name={provider.name} told />
                  </span>
                </span>
              </span>
            )}
          />
          <DriftLine />
          <PriceCatalogue />
        </>
      )}
    </Page>
  );
}

function Calls({ name }: { readonly name: string }) {
  const { t } = useTranslation('catalogue');
  const format = useFormat();
  const { data: use } = useQuery(usageQueryOf('provider'));
  const own = use?.get(name);
  if (!own) return <span>{use ? format.count(0) : '–'}</span>;
  return (
    <CountLink {...own.link} label={t('models.callsOf', { count: own.calls, name })}>
      {format.count(own.calls)}
    </CountLink>
  );
}

/** In a list without heads of columns the share says of what it is. */
function Completed({ name, told = false }: { readonly name: string; readonly told?: boolean }) {
  const { t } = useTranslation('catalogue');
  const format = useFormat();
  const { data: use } = useQuery(usageQueryOf('provider'));
  const own = use?.get(name);
  if (!own || own.calls === 0) return <span>{told ? '' : '–'}</span>;
  const share = format.percent(own.completed / own.calls);
  return <span>{told ? t('providers.completedShare', { share }) : share}</span>;
}

/** When the catalogue was last compared with what its providers list, and the button to do it now. */
export function DriftLine() {
  const { t } = useTranslation('catalogue');
  const client = useQueryClient();
  const mayCheck = useMay('policy:change');
  const { data } = useQuery(driftQuery);
  const check = useMutation({
    mutationFn: () => answer(api.POST('/api/catalogue-drift/check')),
    onSuccess: (found) => {
      client.setQueryData(driftQuery.queryKey, found);
      const gone = found.items.filter(({ presence }) => presence === 'gone').length;
      notifications.show({ message: gone === 0 ? t('drift.allListed') : t('drift.someGone', { count: gone }) });
    },
  });
  if (!data) return null;
  return (
    <div className={classes.row}>
      <span className={classes.soft}>
        {data.checked_at === null ? (
          t('drift.never')
        ) : (
          <>
            {t('drift.checked')} <Time at={data.checked_at} as="minute" />
          </>
        )}
      </span>
      {mayCheck && (
        <Button size="compact-sm" loading={check.isPending} onClick={() => check.mutate()}>
          {t('drift.check')}
        </Button>
      )}
      {check.error && <ProblemNotice error={check.error} />}
    </div>
  );
}

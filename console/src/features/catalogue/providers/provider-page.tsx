import { Alert, Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconFileCode, IconPencil, IconPlugConnected, IconPlus, IconTrash } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Confirm } from '../../../components/confirm.tsx';
import { Empty } from '../../../components/empty.tsx';
import { Page, Waiting } from '../../../components/page.tsx';
import { ProblemNotice } from '../../../components/problem-notice.tsx';
import { answer, api } from '../../../lib/api.ts';
import { useMay } from '../../../lib/me.ts';
import catalogue from '../catalogue.module.css';
import { catalogueKey, modelsQuery, type Provider, providersQuery } from '../queries.ts';
import { ConnectionChecks } from './connection-checks.tsx';
import { EditProvider } from './edit-provider.tsx';
import { LastCalls } from './last-calls.tsx';
import { ProviderFacts } from './provider-facts.tsx';
import { ProviderModels } from './provider-models.tsx';
import classes from './providers.module.css';

/** One provider: what it is, how its last calls went, its models, and what its address answers now. */
export function ProviderPage() {
  const { t } = useTranslation('catalogue');
  const { t: common } = useTranslation();
  const { id } = useParams({ from: '/shell/providers/$id' });
  const { data: providers, error, refetch } = useQuery(providersQuery);
  const provider = providers?.find((one) => one.id === id);
  if (provider) return <OneProvider provider={provider} />;
  return (
    <Page title={common('nav.providers')}>
      {error && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      {!providers && !error && <Waiting />}
      {providers && (
        <Empty
          action={
            <Button component={Link} to="/providers">
              {t('providers.all')}
            </Button>
          }
        >
          {t('providers.notThere')}
        </Empty>
      )}
    </Page>
  );
}

function OneProvider({ provider }: { readonly provider: Provider }) {
  const { t } = useTranslation('catalogue');
  const { t: common } = useTranslation();
  const mayChange = useMay('policy:change');
  const { edit } = useSearch({ from: '/shell/providers/$id' });
  const navigate = useNavigate({ from: '/providers/$id' });
  const isEditing = edit !== undefined && mayChange && !provider.managed_by_file;
  const test = useMutation({
    mutationFn: () => answer(api.POST('/api/providers/{id}/test', { params: { path: { id: provider.id } } })),
  });
  const actions = mayChange && (
    <>
      <Button leftSection={<IconPlugConnected size={16} />} loading={test.isPending} onClick={() => test.mutate()}>
        {t('test.do')}
      </Button>
      {!provider.managed_by_file && (
        <>
          <Button leftSection={<IconPencil size={16} />} onClick={() => void navigate({ search: { edit: '1' } })}>
            {common('act.edit')}
          </Button>
          <RemoveProvider provider={provider} />
        </>
      )}
      <Button
        variant="filled"
        leftSection={<IconPlus size={16} />}
        onClick={() => void navigate({ to: '/providers/new', search: { step: 'models', provider: provider.id } })}
      >
        {t('providers.addModels')}
      </Button>
    </>
  );
  return (
    <Page title={provider.name} about={provider.protocol} actions={actions}>
      {provider.managed_by_file && mayChange && (
        <Alert icon={<IconFileCode size={18} />} variant="outline" color="gray">
          {t('providers.byFile')}
        </Alert>
      )}
      {test.error && <ProblemNotice error={test.error} onRetry={() => test.mutate()} />}
      {test.data && <ConnectionChecks test={test.data} isTls={provider.base_url.startsWith('https:')} />}
      {isEditing ? (
        <EditProvider provider={provider} onClose={() => void navigate({ search: {} })} />
      ) : (
        <div className={classes.columns}>
          <section className={catalogue.section}>
            <h2>{t('providers.facts')}</h2>
            <ProviderFacts provider={provider} />
          </section>
          <section className={catalogue.section}>
            <h2>{t('providers.lastCalls')}</h2>
            <LastCalls provider={provider} />
          </section>
        </div>
      )}
      <section className={catalogue.section}>
        <h2>{common('nav.models')}</h2>
        <ProviderModels provider={provider} />
      </section>
    </Page>
  );
}

function RemoveProvider({ provider }: { readonly provider: Provider }) {
  const { t } = useTranslation('catalogue');
  const { t: common } = useTranslation();
  const navigate = useNavigate();
  const client = useQueryClient();
  const [isAsking, setAsking] = useState(false);
  const { data: models } = useQuery(modelsQuery);
  // The gateway refuses it while a model stands there.
  if (!models || models.some(({ provider_id }) => provider_id === provider.id)) return null;
  return (
    <>
      <Button leftSection={<IconTrash size={16} />} onClick={() => setAsking(true)}>
        {common('act.remove')}
      </Button>
      {isAsking && (
        <Confirm
          title={t('providers.removeTitle', { name: provider.name })}
          act={t('providers.remove')}
          destroys
          onConfirm={async () => {
            const params = { path: { id: provider.id }, header: { 'if-match': `"${provider.revision}"` } };
            await answer(api.DELETE('/api/providers/{id}', { params }));
            await client.invalidateQueries({ queryKey: catalogueKey });
            notifications.show({ message: t('providers.removed', { name: provider.name }) });
            void navigate({ to: '/providers' });
          }}
          onClose={() => setAsking(false)}
        >
          <p>{t('providers.removeText')}</p>
        </Confirm>
      )}
    </>
  );
}

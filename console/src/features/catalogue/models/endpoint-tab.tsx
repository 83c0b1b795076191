import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Name } from '../../../components/figures.tsx';
import { useFormat } from '../../../lib/format.ts';
import { useMay } from '../../../lib/me.ts';
import { capabilityWords } from '../capability-words.ts';
import classes from '../catalogue.module.css';
import { CredentialTold } from '../credential-told.tsx';
import { type Fact, Facts } from '../facts.tsx';
import { type Model, providersQuery, securePathQuery } from '../queries.ts';
import { EndpointForm } from './endpoint-form.tsx';

/** Where a model's calls go and with which credential, of which only the reference is ever told. */
export function EndpointTab({ model }: { readonly model: Model }) {
  const { t } = useTranslation('catalogue');
  const format = useFormat();
  const mayChange = useMay('policy:change') && !model.managed_by_file;
  const [isEditing, setEditing] = useState(false);
  const { data: providers = [] } = useQuery(providersQuery);
  const { data: path } = useQuery({ ...securePathQuery(model), enabled: model.is_secure });
  const provider = providers.find(({ id }) => id === model.provider_id);
  if (!provider) return null;
  if (isEditing) return <EndpointForm model={model} provider={provider} onClose={() => setEditing(false)} />;
  const link = (
    <Link to="/providers/$id" params={{ id: provider.id }} className={classes.link}>
      <Name>{provider.name}</Name>
    </Link>
  );
  const secure: Fact[] = path
    ? [
        [
          t('endpoint.resolves'),
          path.is_allowed
            ? t('endpoint.inside', { addresses: format.list(path.addresses) })
            : t('endpoint.outside', { reason: path.reason ?? '' }),
        ],
      ]
    : [];
  const facts: Fact[] = [
    [t('column.provider'), link],
    [t('endpoint.providerModel'), <code key="model">{model.provider_model}</code>],
    [t('endpoint.address'), <code key="address">{model.base_url ?? provider.base_url}</code>],
    [t('endpoint.own'), model.base_url === null ? t('endpoint.ofProvider') : t('endpoint.ofModel')],
    [
      t('endpoint.credential'),
      <CredentialTold key="credential" credential={model.credential ?? provider.credential} />,
    ],
    ...secure,
    [t('column.can'), capabilityWords(model.capabilities, t, format).join(' · ') || '–'],
  ];
  return (
    <div className={classes.stack}>
      <Facts facts={facts} />
      {mayChange && (
        <div>
          <Button onClick={() => setEditing(true)}>{t('endpoint.edit')}</Button>
        </div>
      )}
    </div>
  );
}

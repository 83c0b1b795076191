import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { type Column, DataTable } from '../../../components/data-table.tsx';
import { Name } from '../../../components/figures.tsx';
import catalogue from '../catalogue.module.css';
import { Kind, State } from '../models/model-columns.tsx';
import { driftQuery, type Model, modelsQuery, type Provider } from '../queries.ts';
import { DriftLine } from './providers-page.tsx';

/** The models that stand at a provider, and what its list says of them now. */
export function ProviderModels({ provider }: { readonly provider: Provider }) {
  const { t } = useTranslation('catalogue');
  const { t: common } = useTranslation();
  const navigate = useNavigate();
  const { data: models = [] } = useQuery(modelsQuery);
  const { data: drift } = useQuery(driftQuery);
  const own = models.filter(({ provider_id }) => provider_id === provider.id);
  const noteOf = ({ id }: Model): string => {
    const found = drift?.items.find(({ model_id }) => model_id === id);
    if (!found) return '–';
    if (found.presence === 'gone') return t('drift.goneText');
    const [first] = found.repriced;
    if (first)
      return t('drift.repricedText', {
        field: first.field,
        now: first.in_force ?? '–',
        suggested: first.suggested ?? '–',
      });
    return found.note ?? '–';
  };
  const columns: Column<Model>[] = [
    { key: 'name', header: common('column.model'), cell: ({ display_name }) => <Name>{display_name}</Name> },
    { key: 'known', header: t('endpoint.providerModel'), cell: ({ provider_model }) => <Name>{provider_model}</Name> },
    { key: 'kind', header: t('column.sees'), width: '140px', cell: (model) => <Kind model={model} /> },
    { key: 'state', header: common('column.state'), width: '220px', cell: (model) => <State model={model} /> },
    { key: 'drift', header: t('drift.title'), width: '26%', cell: (model) => <Name>{noteOf(model)}</Name> },
  ];
  if (own.length === 0) return <p className={catalogue.soft}>{t('providers.noModels')}</p>;
  return (
    <>
      <DriftLine />
      <DataTable
        label={common('nav.models')}
        columns={columns}
        rows={own}
        rowKey={({ id }) => id}
        onOpen={({ id }) => void navigate({ to: '/models', search: { model: id } })}
        item={(model) => (
          <span className={catalogue.item}>
            <span className={catalogue.itemLine}>
              <Name>{model.display_name}</Name>
              <span className={catalogue.push}>
                <Kind model={model} />
              </span>
            </span>
            <span className={catalogue.itemLine}>
              <State model={model} />
            </span>
          </span>
        )}
      />
    </>
  );
}

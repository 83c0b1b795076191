import { Skeleton } from '@mantine/core';
import { IconAlertTriangle, IconPower, IconShieldLock, IconTagOff } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Chip } from '../../../components/chip.tsx';
import type { Column } from '../../../components/data-table.tsx';
import { CountLink, Name } from '../../../components/figures.tsx';
import { useFormat } from '../../../lib/format.ts';
import classes from '../catalogue.module.css';
import { driftQuery, type Model, pricesNowQuery, providersQuery, usageQueryOf } from '../queries.ts';
import { ShownPrice } from '../shown-price.tsx';
import { GrantedTo } from './granted-to.tsx';

interface Wanted {
  readonly handleOf: ((model: Model) => ReactNode) | undefined;
  readonly models: readonly Model[];
  readonly isNextToPanel: boolean;
}

/** What a line of the catalogue says of a model, at both widths. */
export function useModelColumns({ handleOf, models, isNextToPanel }: Wanted): {
  columns: Column<Model>[];
  item: (model: Model) => ReactNode;
} {
  const { t } = useTranslation('catalogue');
  const { t: common } = useTranslation();
  const numbers = new Map(models.map(({ id }, index) => [id, index + 1]));
  const columns: (Column<Model> & { readonly isWide?: boolean })[] = [
    ...(handleOf ? [{ key: 'move', header: t('column.order'), width: '92px', cell: handleOf }] : []),
    { key: 'number', header: '#', width: '40px', align: 'end', cell: ({ id }) => numbers.get(id) },
    { key: 'name', header: common('column.model'), cell: (model) => <Name>{model.display_name}</Name> },
    {
      key: 'provider',
      header: t('column.provider'),
      width: '12%',
      isWide: true,
      cell: (one) => <ProviderLink model={one} />,
    },
    { key: 'kind', header: t('column.sees'), width: '112px', cell: (model) => <Kind model={model} /> },
    {
      key: 'state',
      header: common('column.state'),
      width: isNextToPanel ? '150px' : '200px',
      cell: (model) => (
        <span className={classes.row}>
          <State model={model} />
        </span>
      ),
    },
    {
      key: 'price',
      header: t('column.price'),
      width: '190px',
      isWide: true,
      cell: (model) => <PriceNow model={model} />,
    },
    {
      key: 'grants',
      header: t('column.grants'),
      width: '11%',
      isWide: true,
      cell: (model) => <GrantedTo model={model} />,
    },
    {
      key: 'calls',
      header: t('column.calls'),
      width: '88px',
      align: 'end',
      isWide: true,
      cell: (one) => <Calls model={one} />,
    },
  ];
  return {
    columns: columns.filter(({ isWide }) => !isNextToPanel || !isWide),
    item: (model) => (
      <span className={classes.item} data-buttons={handleOf && ''}>
        <span className={classes.itemLine}>
          <span className={classes.soft}>{numbers.get(model.id)}</span>
          <Name>{model.display_name}</Name>
          <span className={classes.push}>{handleOf?.(model)}</span>
        </span>
        <span className={classes.itemLine}>
          <Kind model={model} />
          <State model={model} />
          <span className={classes.push}>
            <PriceNow model={model} />
          </span>
        </span>
      </span>
    ),
  };
}

function ProviderLink({ model }: { readonly model: Model }) {
  const { data: providers = [] } = useQuery(providersQuery);
  return <Name>{providers.find(({ id }) => id === model.provider_id)?.name}</Name>;
}

export function Kind({ model }: { readonly model: Pick<Model, 'is_secure'> }) {
  const { t } = useTranslation();
  if (!model.is_secure) return <span>{t('model.regular')}</span>;
  return (
    <Chip tone="secure" icon={IconShieldLock}>
      {t('model.secure')}
    </Chip>
  );
}

/** Active is plain text; what keeps a model from being used, or its calls from being priced, stands out. */
export function State({ model }: { readonly model: Model }) {
  const { t } = useTranslation('catalogue');
  const { t: common } = useTranslation();
  const { data: prices } = useQuery(pricesNowQuery);
  const { data: drift } = useQuery(driftQuery);
  const drifted = drift?.items.find(({ model_id }) => model_id === model.id);
  return (
    <>
      {model.is_active ? (
        <span>{common('model.active')}</span>
      ) : (
        <Chip tone="caller" icon={IconPower}>
          {common('model.inactive')}
        </Chip>
      )}
      {prices && !prices.has(model.id) && (
        <Chip tone="fault" icon={IconTagOff}>
          {t('models.noPrice')}
        </Chip>
      )}
      {drifted?.presence === 'gone' && (
        <Chip tone="fault" icon={IconAlertTriangle}>
          {t('drift.gone')}
        </Chip>
      )}
      {(drifted?.repriced.length ?? 0) > 0 && (
        <Chip tone="fault" icon={IconAlertTriangle}>
          {t('drift.repriced')}
        </Chip>
      )}
    </>
  );
}

function PriceNow({ model }: { readonly model: Model }) {
  const { t } = useTranslation('catalogue');
  const { data: prices } = useQuery(pricesNowQuery);
  const price = prices?.get(model.id);
  if (!prices) return <Skeleton height={12} width={120} />;
  if (price) return <ShownPrice price={price} />;
  return (
    <Link to="/models" search={{ model: model.id }} className={classes.link}>
      {t('price.set')}
    </Link>
  );
}

function Calls({ model }: { readonly model: Model }) {
  const { t } = useTranslation('catalogue');
  const format = useFormat();
  const { data: use } = useQuery(usageQueryOf('model'));
  const own = use?.get(model.display_name);
  if (!use) return <span>–</span>;
  if (!own) return <span>{format.count(0)}</span>;
  return (
    <CountLink {...own.link} label={t('models.callsOf', { count: own.calls, name: model.display_name })}>
      {format.count(own.calls)}
    </CountLink>
  );
}

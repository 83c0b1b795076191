import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { type Column, DataTable } from '../../../components/data-table.tsx';
import { Empty } from '../../../components/empty.tsx';
import { Name } from '../../../components/figures.tsx';
import { Waiting } from '../../../components/page.tsx';
import { ProblemNotice } from '../../../components/problem-notice.tsx';
import { allPages } from '../../../lib/all-pages.ts';
import { answer, api } from '../../../lib/api.ts';
import { useFormat } from '../../../lib/format.ts';
import { useMe } from '../../../lib/me.ts';
import { capabilityWords } from '../capability-words.ts';
import classes from '../catalogue.module.css';
import { catalogueKey, type OwnAccess } from '../queries.ts';
import { ShownPrice } from '../shown-price.tsx';
import { Kind } from './model-columns.tsx';

/** What a member may use now, in the order in which `auto` looks for one, with prices. */
export function OwnModels() {
  const { t } = useTranslation('catalogue');
  const { t: common } = useTranslation();
  const format = useFormat();
  const id = useMe()?.user?.id;
  const { data, error, refetch } = useQuery({
    queryKey: [...catalogueKey, 'own', id],
    enabled: id !== undefined,
    queryFn: () =>
      allPages((cursor) =>
        answer(
          api.GET('/api/users/{id}/access', { params: { path: { id: id ?? '' }, query: { limit: 200, cursor } } }),
        ),
      ),
  });
  if (error) return <ProblemNotice error={error} onRetry={() => void refetch()} />;
  if (!data) return <Waiting />;
  const usable = data.filter((one) => one.may_use || (one.instances.length > 0 && one.model.is_active));
  if (usable.length === 0) return <Empty>{t('own.none')}</Empty>;
  const forWhom = ({ may_use, instances }: OwnAccess): string =>
    may_use ? t('own.all') : t('own.instances', { names: format.list(instances.map(({ name }) => name)) });
  const columns: Column<OwnAccess>[] = [
    { key: 'name', header: common('column.model'), cell: ({ model }) => <Name>{model.name}</Name> },
    { key: 'kind', header: t('column.sees'), width: '140px', cell: ({ model }) => <Kind model={model} /> },
    {
      key: 'price',
      header: t('column.price'),
      width: '220px',
      cell: ({ model }) => (model.price ? <ShownPrice price={model.price} /> : t('models.noPrice')),
    },
    {
      key: 'can',
      header: t('column.can'),
      cell: ({ model }) => capabilityWords(model.capabilities, t, format).join(' · ') || '–',
    },
    { key: 'by', header: t('column.for'), width: '22%', cell: (one) => <Name>{forWhom(one)}</Name> },
  ];
  return (
    <>
      <p className={classes.soft}>{t('own.intro')}</p>
      <DataTable
        label={common('nav.models')}
        columns={columns}
        rows={usable}
        rowKey={({ model }) => model.id}
        item={(one) => (
          <span className={classes.item}>
            <span className={classes.itemLine}>
              <Name>{one.model.name}</Name>
              <span className={classes.push}>
                <Kind model={one.model} />
              </span>
            </span>
            <span className={classes.itemLine}>
              <span className={classes.soft}>{forWhom(one)}</span>
              <span className={classes.push}>
                {one.model.price ? <ShownPrice price={one.model.price} /> : t('models.noPrice')}
              </span>
            </span>
          </span>
        )}
      />
    </>
  );
}

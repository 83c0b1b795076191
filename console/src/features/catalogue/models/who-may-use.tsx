import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { type Column, DataTable } from '../../../components/data-table.tsx';
import { Name } from '../../../components/figures.tsx';
import { ProblemNotice } from '../../../components/problem-notice.tsx';
import { answer, api } from '../../../lib/api.ts';
import { useFormat } from '../../../lib/format.ts';
import classes from '../catalogue.module.css';
import { catalogueKey, type Model, type ModelAccess } from '../queries.ts';

/** What the grants come to: each person who may use a model now, and by which of them. */
export function WhoMayUse({ model }: { readonly model: Model }) {
  const { t } = useTranslation('catalogue');
  const { t: common } = useTranslation();
  const format = useFormat();
  const { data, error, refetch, hasNextPage, fetchNextPage } = useInfiniteQuery({
    queryKey: [...catalogueKey, 'access', model.id],
    queryFn: ({ pageParam: cursor }) =>
      answer(api.GET('/api/models/{id}/access', { params: { path: { id: model.id }, query: { limit: 50, cursor } } })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next_cursor }) => next_cursor ?? undefined,
  });
  if (error) return <ProblemNotice error={error} onRetry={() => void refetch()} />;
  if (!data) return null;
  const people = data.pages.flatMap(({ items }) => items);
  const through = ({ may_use, by, instances }: ModelAccess): string =>
    may_use
      ? format.list(by.map(({ kind, name }) => (kind === 'everyone' ? t('grants.everyone') : (name ?? '–'))))
      : t('own.instances', { names: format.list(instances.map(({ name }) => name)) });
  const columns: Column<ModelAccess>[] = [
    { key: 'who', header: t('grants.who'), cell: ({ user }) => <Name>{t('person', { ...user })}</Name> },
    { key: 'by', header: t('grants.through'), cell: (one) => <Name>{through(one)}</Name> },
  ];
  return (
    <section className={classes.section}>
      <h3>{t('grants.effective')}</h3>
      {people.length === 0 ? (
        <p className={classes.soft}>{t(model.is_active ? 'grants.none' : 'matrix.inactive')}</p>
      ) : (
        <DataTable
          label={t('grants.effective')}
          columns={columns}
          rows={people}
          rowKey={({ user }) => user.id}
          item={(one) => (
            <span className={classes.item}>
              <Name>{t('person', { ...one.user })}</Name>
              <span className={classes.soft}>{through(one)}</span>
            </span>
          )}
        />
      )}
      {hasNextPage && <Button onClick={() => void fetchNextPage()}>{common('act.loadMore')}</Button>}
    </section>
  );
}

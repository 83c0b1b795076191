import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Name, Time } from '../../../components/figures.tsx';
import { Waiting } from '../../../components/page.tsx';
import { ProblemNotice } from '../../../components/problem-notice.tsx';
import { answer, api } from '../../../lib/api.ts';
import classes from '../catalogue.module.css';
import { catalogueKey, type Model } from '../queries.ts';
import { Changes } from '../changes.tsx';
import models from './models.module.css';

const actions = ['model.create', 'model.change', 'model.reorder', 'model.delete', 'price.create'] as const;
/** Who changed what of a model, with the fields before and after. */
export function HistoryTab({ model }: { readonly model: Model }) {
  const { t } = useTranslation('catalogue');
  const { t: common } = useTranslation();
  const { data, error, refetch, hasNextPage, fetchNextPage } = useInfiniteQuery({
    queryKey: [...catalogueKey, 'history', model.id],
    queryFn: ({ pageParam }) =>
      answer(
        api.GET('/api/administration-log', {
          params: { query: { target_kind: ['model'], target_id: model.id, limit: 50, cursor: pageParam } },
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next_cursor }) => next_cursor ?? undefined,
  });
  if (error) return <ProblemNotice error={error} onRetry={() => void refetch()} />;
  if (!data) return <Waiting lines={5} />;
  const entries = data.pages.flatMap(({ items }) => items);
  if (entries.length === 0) return <p>{t('history.none')}</p>;
  return (
    <div className={classes.stack}>
      {entries.map((entry) => {
        const known = actions.find((one) => one === entry.action);
        return (
          <article key={entry.id} className={models.entry}>
            <div className={classes.row}>
              <strong>{known ? t(`history.${known}`) : entry.action}</strong>
              <Name>{entry.actor.email ?? entry.actor.kind}</Name>
              <span className={classes.push}>
                <Time at={entry.at} as="minute" />
              </span>
            </div>
            <Changes before={entry.before} after={entry.after} />
            <span className={classes.soft}>{t('history.policy', { version: entry.policy_version })}</span>
          </article>
        );
      })}
      {hasNextPage && <Button onClick={() => void fetchNextPage()}>{common('act.loadMore')}</Button>}
    </div>
  );
}

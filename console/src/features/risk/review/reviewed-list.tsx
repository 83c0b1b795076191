import { Button, NativeSelect, Text } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { RuleName } from '../../../components/rule-name.tsx';
import { DataTable } from '../../../components/data-table.tsx';
import { Empty } from '../../../components/empty.tsx';
import { CountLink, Name, Time } from '../../../components/figures.tsx';
import { Waiting } from '../../../components/page.tsx';
import { ProblemNotice } from '../../../components/problem-notice.tsx';
import { answer, api } from '../../../lib/api.ts';
import { callAt } from '../../../lib/calls.ts';
import { allPages } from '../data.ts';
import { MakeException } from './make-exception.tsx';
import type { Review, Verdict } from './review-data.ts';
import classes from './review.module.css';

const route = getRouteApi('/shell/risk/review');

export interface ReviewedListProps {
  readonly verdict: Verdict;
  readonly rule: string | undefined;
  readonly reviewer: string | undefined;
}

/** What reviewers said, newest first. */
export function ReviewedList({ verdict, rule, reviewer }: ReviewedListProps) {
  const { t } = useTranslation('risk');
  const { t: common } = useTranslation();
  const navigate = route.useNavigate();
  const people = useQuery({
    queryKey: ['reviewers'],
    queryFn: async () => {
      const users = await allPages((cursor) =>
        answer(api.GET('/api/users', { params: { query: { limit: 200, ...(cursor !== undefined && { cursor }) } } })),
      );
      return users.filter(({ role }) => role !== 'member').map(({ email }) => email);
    },
  });
  const reviews = useInfiniteQuery({
    queryKey: ['reviews', verdict, rule, reviewer],
    queryFn: ({ pageParam }) =>
      answer(
        api.GET('/api/reviews', {
          params: {
            query: {
              limit: 100,
              verdict: [verdict],
              ...(rule !== undefined && { rule: [rule] }),
              ...(reviewer !== undefined && { reviewer }),
              ...(pageParam !== null && { cursor: pageParam }),
            },
          },
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next_cursor,
  });
  const rows = (reviews.data?.pages ?? []).flatMap(({ items }) => items);
  const outcome = (review: Review) =>
    review.applied ? (
      t(`review.applied.${review.applied.as}`)
    ) : review.verdict === 'wrong' ? (
      <MakeException review={review} />
    ) : (
      '–'
    );
  return (
    <>
      <div className={classes.filters}>
        <NativeSelect
          aria-label={t('review.reviewer')}
          value={reviewer ?? ''}
          onChange={(event) =>
            void navigate({ search: (before) => ({ ...before, reviewer: event.currentTarget.value || undefined }) })
          }
          data={[{ value: '', label: t('review.allReviewers') }, ...(people.data ?? (reviewer ? [reviewer] : []))]}
        />
      </div>
      {reviews.error ? (
        <ProblemNotice error={reviews.error} onRetry={() => void reviews.refetch()} />
      ) : reviews.isPending ? (
        <Waiting lines={6} />
      ) : rows.length === 0 ? (
        <Empty>{t('review.none')}</Empty>
      ) : (
        <DataTable
          label={t('review.title')}
          rows={rows}
          rowKey={({ id }) => id}
          columns={[
            {
              key: 'call',
              header: common('column.time'),
              width: '130px',
              cell: ({ request_id, changed_at }) => (
                <CountLink {...callAt(request_id)}>
                  <Time at={changed_at} as="minute" />
                </CountLink>
              ),
            },
            {
              key: 'rule',
              header: t('column.rule'),
              width: '200px',
              cell: (review) => <RuleName of={review} />,
            },
            { key: 'sample', header: t('review.sample'), width: '180px', cell: ({ sample }) => <code>{sample}</code> },
            {
              key: 'who',
              header: t('review.reviewer'),
              width: '180px',
              cell: ({ actor }) => <Name>{actor.email ?? actor.kind}</Name>,
            },
            { key: 'note', header: t('review.note'), cell: ({ note }) => <Name>{note}</Name> },
            { key: 'outcome', header: t('review.outcome'), width: '330px', cell: outcome },
          ]}
          item={(review) => (
            <>
              <Text size="sm" truncate>
                <CountLink {...callAt(review.request_id)}>
                  <Time at={review.changed_at} as="minute" />
                </CountLink>{' '}
                <RuleName of={review} />
              </Text>
              <Text size="sm" truncate c="dimmed">
                <code>{review.sample}</code> {review.actor.email} {review.note}
              </Text>
            </>
          )}
        />
      )}
      {reviews.hasNextPage && (
        <div>
          <Button onClick={() => void reviews.fetchNextPage()} loading={reviews.isFetchingNextPage}>
            {common('act.loadMore')}
          </Button>
        </div>
      )}
    </>
  );
}

import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { DataTable } from '../../../components/data-table.tsx';
import { Empty } from '../../../components/empty.tsx';
import { CountLink, Name, Time } from '../../../components/figures.tsx';
import { Page, Waiting } from '../../../components/page.tsx';
import { ProblemNotice } from '../../../components/problem-notice.tsx';
import { answer, api } from '../../../lib/api.ts';
import { useFormat } from '../../../lib/format.ts';
import { useMay } from '../../../lib/me.ts';
import { useRuleCalled } from '../use-rule-called.ts';
import type { Backtest } from './backtest-data.ts';
import { StartBacktest } from './start-backtest.tsx';

/** Runs of changed rules over recorded calls. */
export function BacktestsPage() {
  const { t } = useTranslation('risk');
  const { t: common } = useTranslation();
  const format = useFormat();
  const navigate = useNavigate();
  const mayStart = useMay('rules:backtest');
  const backtests = useInfiniteQuery({
    queryKey: ['backtests'],
    queryFn: ({ pageParam }) =>
      answer(
        api.GET('/api/rules/backtests', {
          params: { query: { limit: 50, ...(pageParam !== null && { cursor: pageParam }) } },
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next_cursor,
  });
  const rows = (backtests.data?.pages ?? []).flatMap(({ items }) => items);
  const called = useRuleCalled();
  const rulesOf = ({ request }: Backtest): string =>
    (request.rules ?? []).length === 0
      ? t('backtest.inForce')
      : format.list((request.rules ?? []).map(({ id }) => called(id)));
  const open = ({ id }: Backtest): void => void navigate({ to: '/risk/backtests/$id', params: { id } });
  return (
    <Page title={t('backtest.title')} about={t('backtest.about')}>
      {mayStart && <StartBacktest />}
      {backtests.error ? (
        <ProblemNotice error={backtests.error} onRetry={() => void backtests.refetch()} />
      ) : backtests.isPending ? (
        <Waiting lines={6} />
      ) : rows.length === 0 ? (
        <Empty>{t('backtest.none')}</Empty>
      ) : (
        <DataTable
          label={t('backtest.title')}
          rows={rows}
          rowKey={({ id }) => id}
          onOpen={open}
          columns={[
            {
              key: 'at',
              header: common('column.time'),
              width: '140px',
              cell: ({ id, created_at }) => (
                <CountLink to="/risk/backtests/$id" params={{ id }}>
                  <Time at={created_at} as="minute" />
                </CountLink>
              ),
            },
            { key: 'rules', header: t('backtest.rules'), cell: (one) => <Name>{rulesOf(one)}</Name> },
            {
              key: 'window',
              header: common('range.label'),
              width: '260px',
              cell: ({ request: { from, to } }) => `${format.minute(from)} – ${format.minute(to)}`,
            },
            {
              key: 'calls',
              header: t('backtest.compared'),
              width: '120px',
              align: 'end',
              cell: ({ progress }) => format.count(progress.calls_compared),
            },
            {
              key: 'state',
              header: common('column.state'),
              width: '130px',
              cell: ({ state }) => t(`backtest.state.${state}`),
            },
            {
              key: 'who',
              header: common('column.who'),
              width: '180px',
              cell: ({ actor }) => <Name>{actor.email ?? actor.kind}</Name>,
            },
          ]}
          item={(one) => (
            <>
              <CountLink to="/risk/backtests/$id" params={{ id: one.id }}>
                <Time at={one.created_at} as="minute" />
              </CountLink>{' '}
              {t(`backtest.state.${one.state}`)}
              <br />
              <Name>{rulesOf(one)}</Name>
            </>
          )}
        />
      )}
      {backtests.hasNextPage && (
        <div>
          <Button onClick={() => void backtests.fetchNextPage()} loading={backtests.isFetchingNextPage}>
            {common('act.loadMore')}
          </Button>
        </div>
      )}
    </Page>
  );
}

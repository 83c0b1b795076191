import { Button, Progress } from '@mantine/core';
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Confirm } from '../../../components/confirm.tsx';
import { type Column, DataTable } from '../../../components/data-table.tsx';
import { Empty } from '../../../components/empty.tsx';
import { Name, Time } from '../../../components/figures.tsx';
import { Waiting } from '../../../components/page.tsx';
import { ProblemNotice } from '../../../components/problem-notice.tsx';
import { answer, api } from '../../../lib/api.ts';
import { useFormat } from '../../../lib/format.ts';
import { useMay } from '../../../lib/me.ts';
import classes from './ledger.module.css';
import { type Correction, correctionsQuery, isGoingOn } from './queries.ts';

/** Prices that were set for the past: which calls they reach, and how far the booking of differences is. */
export function PriceCorrections() {
  const { t } = useTranslation('costs');
  const { t: common } = useTranslation();
  const mayChange = useMay('policy:change');
  const client = useQueryClient();
  const [stopping, setStopping] = useState<Correction | null>(null);
  const corrections = useInfiniteQuery(correctionsQuery);
  if (corrections.error) return <ProblemNotice error={corrections.error} onRetry={() => void corrections.refetch()} />;
  if (!corrections.data) return <Waiting lines={6} />;
  const rows = corrections.data.pages.flatMap(({ items }) => items);
  if (rows.length === 0) return <Empty>{t('correction.empty')}</Empty>;
  const entries = (row: Correction) => (
    <Link
      to="/costs/ledger"
      search={{
        entry: 'correction',
        model: [row.model],
        from: row.from_at,
        to: row.to_at ?? row.created_at,
      }}
    >
      {t('correction.entries', { count: row.calls_corrected })}
    </Link>
  );
  const stop = (row: Correction) =>
    mayChange &&
    isGoingOn(row) &&
    !row.is_cancel_asked && (
      <Button size="compact-sm" onClick={() => setStopping(row)}>
        {common('act.cancel')}
      </Button>
    );
  const columns: readonly Column<Correction>[] = [
    { key: 'model', header: common('column.model'), cell: ({ model }) => <Name>{model}</Name> },
    { key: 'price', header: t('ledger.price'), width: '100px', align: 'end', cell: (row) => `v${row.price_version}` },
    {
      key: 'from',
      header: common('range.from'),
      width: '150px',
      cell: ({ from_at }) => <Time at={from_at} as="minute" />,
    },
    { key: 'to', header: common('range.to'), width: '150px', cell: ({ to_at }) => <Time at={to_at} as="minute" /> },
    { key: 'who', header: t('correction.by'), cell: ({ actor }) => <Name>{actor.email}</Name> },
    { key: 'state', header: common('column.state'), width: '220px', cell: (row) => <Progressed row={row} /> },
    { key: 'corrected', header: t('correction.corrected'), width: '150px', align: 'end', cell: entries },
    { key: 'stop', header: '', width: '100px', align: 'end', cell: stop },
  ];
  return (
    <>
      <DataTable
        label={t('ledger.priceCorrections')}
        columns={columns}
        rows={rows}
        rowKey={({ id }) => id}
        item={(row) => (
          <div>
            <div className={classes.line}>
              <Name>{row.model}</Name> {stop(row)}
            </div>
            <div className={`${classes.line} ${classes.below}`}>
              <Progressed row={row} /> {entries(row)}
            </div>
          </div>
        )}
      />
      {corrections.hasNextPage && (
        <div>
          <Button onClick={() => void corrections.fetchNextPage()} loading={corrections.isFetchingNextPage}>
            {common('act.loadMore')}
          </Button>
        </div>
      )}
      {stopping && (
        <Confirm
          title={t('correction.stopTitle', { model: stopping.model })}
          act={t('correction.stop')}
          destroys
          onConfirm={async () => {
            await answer(api.DELETE('/api/price-corrections/{id}', { params: { path: { id: stopping.id } } }));
            await client.invalidateQueries({ queryKey: correctionsQuery.queryKey });
          }}
          onClose={() => setStopping(null)}
        >
          {t('correction.stopText', { count: stopping.calls_corrected })}
        </Confirm>
      )}
    </>
  );
}

function Progressed({ row }: { readonly row: Correction }) {
  const { t } = useTranslation('costs');
  const format = useFormat();
  const { state, calls_looked_at: looked, calls_total: total } = row;
  if (!isGoingOn(row)) return <span title={row.reason ?? undefined}>{t(`correction.${state}`)}</span>;
  const share = total === null || total === 0 ? 0 : (looked / total) * 100;
  return (
    <span>
      {t(`correction.${state}`)} · {format.count(looked)} / {format.count(total)}
      <Progress value={share} size="sm" aria-label={t(`correction.${state}`)} />
    </span>
  );
}

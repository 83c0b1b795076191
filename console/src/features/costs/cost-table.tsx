import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { DataTable } from '../../components/data-table.tsx';
import { Waiting } from '../../components/page.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { useColumns } from './cost-columns.tsx';
import { CostItem } from './cost-item.tsx';
import { linesQuery, type Summary } from './queries.ts';
import { type CostRow, useRows } from './rows.ts';
import type { CostsView } from './view.ts';

export interface CostTableProps {
  readonly view: CostsView;
  readonly summary: Summary;
  /** What amounts are compared in; undefined where there are none. */
  readonly currency: string | undefined;
}

/** Lines by one thing; each opens into lines by the next, and its figures are links to its calls. */
export function CostTable({ view, summary, currency }: CostTableProps) {
  const { t } = useTranslation('costs');
  const { t: common } = useTranslation();
  const lines = useInfiniteQuery(linesQuery(view, view.by, { currency }));
  const rows = useRows(view, lines.data?.pages.flatMap(({ items }) => items) ?? [], currency);
  const columns = useColumns(view, summary, currency);
  if (lines.error) return <ProblemNotice error={lines.error} onRetry={() => void lines.refetch()} />;
  if (!lines.data) return <Waiting lines={8} />;
  return (
    <div>
      <DataTable<CostRow>
        label={t('table.label', { by: t(`by.${view.by}`) })}
        columns={columns.columns}
        rows={rows}
        rowKey={({ id }) => id}
        item={(row) => <CostItem row={row} view={view} currency={currency} />}
        foot={columns.foot}
        onOpen={(row) => row.toggle?.()}
      />
      {lines.hasNextPage && (
        <Button mt="sm" onClick={() => void lines.fetchNextPage()} loading={lines.isFetchingNextPage}>
          {common('act.loadMore')}
        </Button>
      )}
    </div>
  );
}

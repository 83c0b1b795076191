import { IconCornerDownRight } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Column } from '../../../components/data-table.tsx';
import { LongTable } from '../../../components/long-table.tsx';
import { Empty } from '../../../components/empty.tsx';
import { Money, Name, Time } from '../../../components/figures.tsx';
import { Waiting } from '../../../components/page.tsx';
import { ProblemNotice } from '../../../components/problem-notice.tsx';
import { RouteWord } from '../../../components/words.tsx';
import { useFormat } from '../../../lib/format.ts';
import classes from './ledger.module.css';
import { besideTheirCharge, entriesQuery, type Entry, type LedgerQuery } from './queries.ts';

export interface EntriesTableProps {
  readonly query: LedgerQuery;
  /** The call whose entries are open. */
  readonly open: string | null;
  readonly onOpen: (requestId: string) => void;
}

/** What is left of the columns beside the panel, which has the others. */
const besidePanel = new Set(['at', 'entry', 'model', 'amount']);

const keyOf = (entry: Entry): string => `${entry.request_id} ${entry.journal_id} ${entry.sequence} ${entry.currency}`;

export function EntriesTable({ query, open, onOpen }: EntriesTableProps) {
  const { t } = useTranslation('costs');
  const { t: common } = useTranslation();
  const format = useFormat();
  const entries = useInfiniteQuery(entriesQuery(query));
  if (entries.error) return <ProblemNotice error={entries.error} onRetry={() => void entries.refetch()} />;
  if (!entries.data) return <Waiting lines={14} />;
  const rows = besideTheirCharge(entries.data.pages.flatMap(({ items }) => items));
  if (rows.length === 0) return <Empty>{t('ledger.empty')}</Empty>;
  const tokensOf = ({ tokens }: Entry): number => Object.values(tokens).reduce((sum, count) => sum + count, 0);
  const who = (entry: Entry) => <Name>{entry.instance ?? entry.user}</Name>;
  const columns: readonly Column<Entry>[] = [
    { key: 'at', header: common('column.time'), width: '140px', cell: ({ at }) => <Time at={at} /> },
    { key: 'entry', header: t('ledger.entry'), width: '112px', cell: (entry) => <EntryWord entry={entry} /> },
    { key: 'who', header: common('column.who'), cell: who },
    { key: 'model', header: common('column.model'), cell: ({ model }) => <Name>{model}</Name> },
    {
      key: 'route',
      header: t('by.route'),
      width: '110px',
      cell: ({ route }) => <RouteWord route={route as 'external' | 'secure' | null} />,
    },
    {
      key: 'price',
      header: t('ledger.price'),
      width: '110px',
      align: 'end',
      cell: (entry) => priceOf(entry, t('ledger.condition', { variant: entry.price_variant ?? 0 })),
    },
    {
      key: 'tokens',
      header: common('column.tokens'),
      width: '90px',
      align: 'end',
      cell: (entry) => format.count(tokensOf(entry)),
    },
    {
      key: 'amount',
      header: t('ledger.amount'),
      width: '160px',
      align: 'end',
      cell: ({ amount, currency }) => <Money amount={amount} currency={currency} />,
    },
  ];
  return (
    <LongTable
      label={common('nav.ledger')}
      columns={open === null ? columns : columns.filter(({ key }) => besidePanel.has(key))}
      rows={rows}
      rowKey={keyOf}
      selected={open === null ? null : (rows.map(keyOf).find((key) => key.startsWith(`${open} `)) ?? null)}
      onOpen={({ request_id }) => onOpen(request_id)}
      onEnd={() => {
        if (entries.hasNextPage && !entries.isFetchingNextPage) void entries.fetchNextPage();
      }}
      item={(entry) => (
        <div>
          <div className={classes.line}>
            <Name>{entry.model}</Name>
            <Money amount={entry.amount} currency={entry.currency} />
          </div>
          <div className={`${classes.line} ${classes.below}`}>
            <span>
              <Time at={entry.at} as="minute" /> · {who(entry)}
            </span>
            <EntryWord entry={entry} />
          </div>
        </div>
      )}
    />
  );
}

/** A version, with the condition where one held: `3 · 2`. */
export const priceOf = ({ price_version, price_variant }: Entry, condition: string): string =>
  price_variant === null ? `v${price_version}` : `v${price_version} · ${condition}`;

export function EntryWord({ entry }: { readonly entry: Pick<Entry, 'entry'> }) {
  const { t } = useTranslation('costs');
  if (entry.entry === 'charge') return <span>{t('ledger.oneCharge')}</span>;
  return (
    <span className={classes.correction}>
      <IconCornerDownRight size={14} aria-hidden /> {t('ledger.oneCorrection')}
    </span>
  );
}

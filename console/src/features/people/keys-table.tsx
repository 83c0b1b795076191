import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { CountLink, Money, Name, Time } from '../../components/figures.tsx';
import { answer, api } from '../../lib/api.ts';
import { callsOf } from '../../lib/calls.ts';
import { everyItem } from '../../lib/every-item.ts';
import classes from './people.module.css';
import { type Key, useInstanceNames, useUserNames } from './queries.ts';
import { KeyStateWord } from './state-word.tsx';

const days30Ms = 30 * 86_400_000;

/** What keys cost in the last 30 days, by key. */
function useCosts() {
  const { data } = useQuery({
    queryKey: ['costs by key'],
    staleTime: 60_000,
    queryFn: () => {
      const from = new Date(Date.now() - days30Ms).toISOString();
      return everyItem(async (page) => {
        const params = { path: { key: 'key' as const }, query: { ...page, from } };
        const lines = await answer(api.GET('/api/costs/by/{key}', { params }));
        // It is text only where CSV is asked for.
        return typeof lines === 'string' ? { items: [], next_cursor: null } : lines;
      });
    },
  });
  return (id: string) => data?.find(({ key }) => key === id)?.costs ?? [];
}

export interface KeysTableProps {
  readonly rows: readonly Key[];
  readonly hasOwner: boolean;
  readonly selected: string | null;
  readonly onOpen: (key: Key) => void;
}

export function KeysTable({ rows, hasOwner, selected, onOpen }: KeysTableProps) {
  const { t } = useTranslation('people');
  const { t: common } = useTranslation();
  const nameOfUser = useUserNames();
  const nameOfInstance = useInstanceNames();
  const costsOf = useCosts();
  const cost = (key: Key) => {
    const costs = costsOf(key.id);
    if (costs.length === 0) return '–';
    return (
      <CountLink {...callsOf({ key: key.id, range: '30d' })} hint={t('key.callsOf30Days', { name: key.name })}>
        {costs.map(({ kind, currency, amount }) => (
          <span key={`${kind} ${currency}`} className={classes.amount}>
            <Money amount={amount} currency={currency} />
          </span>
        ))}
      </CountLink>
    );
  };
  const lastUsed = (key: Key) =>
    key.last_used_at === null ? t('key.neverUsed') : <Time at={key.last_used_at} as="ago" />;
  const columns: Column<Key>[] = [
    { key: 'name', header: common('column.name'), cell: ({ name }) => <Name>{name}</Name> },
    { key: 'owner', isSpare: true, header: t('column.owner'), cell: (key) => <Name>{nameOfUser(key.user_id)}</Name> },
    {
      key: 'instance',
      isSpare: true,
      header: t('column.instance'),
      cell: (key) => <Name>{nameOfInstance(key.instance_id)}</Name>,
    },
    { key: 'prefix', header: t('column.prefix'), width: '110px', cell: ({ prefix }) => <code>{prefix}…</code> },
    { key: 'used', header: t('column.lastUsed'), width: '120px', cell: lastUsed },
    { key: 'cost', isSpare: true, header: t('column.cost30'), width: '230px', align: 'end', cell: cost },
    { key: 'state', header: common('column.state'), width: '110px', cell: (key) => <KeyStateWord apiKey={key} /> },
  ];
  return (
    <DataTable
      label={hasOwner ? t('key.title') : t('key.ownTitle')}
      rows={rows}
      rowKey={({ id }) => id}
      columns={columns.filter(({ key }) => hasOwner || key !== 'owner')}
      selected={selected}
      onOpen={onOpen}
      item={(key) => (
        <div className={classes.item}>
          <div>
            <Name>{key.name}</Name> <code>{key.prefix}…</code> <KeyStateWord apiKey={key} />
          </div>
          <div className={classes.second}>
            {hasOwner && <Name>{nameOfUser(key.user_id)}</Name>} {lastUsed(key)}
          </div>
        </div>
      )}
    />
  );
}

import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Column } from '../../components/data-table.tsx';
import { Money, Name, Time } from '../../components/figures.tsx';
import { RouteWord, SeverityWord } from '../../components/words.tsx';
import { useFormat } from '../../lib/format.ts';
import type { Call } from '../../lib/call-query.ts';
import { FoundIn, ModelsOf, OutcomeOf, WhoCalled } from './cells.tsx';

export const usualColumns = ['time', 'who', 'model', 'decision', 'found', 'tokens', 'cost', 'ttft', 'total'] as const;
/** What is left beside an open panel. */
export const fewColumns = ['time', 'who', 'model', 'decision'] as const;
export const moreColumns = [
  'status',
  'route',
  'provider',
  'severity',
  'hits',
  'cached',
  'output',
  'reasoning',
  'http',
  'policy',
  'key',
  'session',
  'trace',
  'address',
  'clientId',
] as const;
export const allColumns = [...usualColumns, ...moreColumns] as const;
export type ColumnKey = (typeof allColumns)[number];

/** The columns that an address names; the usual ones where it names none that there is. */
export function columnsNamed(cols: string | undefined): readonly ColumnKey[] {
  const named = allColumns.filter((key) => cols?.split(',').includes(key));
  return named.length > 0 ? named : usualColumns;
}

const severities = ['low', 'medium', 'high'] as const;

/** Every column that there can be, and those of a list. */
export function useColumns(keys: readonly ColumnKey[]): readonly Column<Call>[] {
  const { t } = useTranslation('traffic');
  const { t: common } = useTranslation();
  const format = useFormat();
  const names = keys.join();
  return useMemo(() => {
    const ms = (value: number | null): string => (value === null ? '–' : format.count(Math.round(value)));
    const figure = (key: ColumnKey, header: string, width: string, read: (call: Call) => string): Column<Call> => ({
      key,
      header,
      width,
      align: 'end',
      cell: read,
    });
    const name = (key: ColumnKey, read: (call: Call) => string | null | undefined, width = '140px'): Column<Call> => ({
      key,
      header: t(`column.${key as 'provider'}`),
      width,
      cell: (call) => <Name>{read(call)}</Name>,
    });
    const columns: Record<ColumnKey, Column<Call>> = {
      time: { key: 'time', header: common('column.time'), width: '104px', cell: ({ at }) => <Time at={at} /> },
      who: {
        key: 'who',
        header: common('column.who'),
        width: names.includes('total') ? '124px' : '34%',
        cell: (call) => <WhoCalled call={call} />,
      },
      model: { key: 'model', header: common('column.model'), cell: (call) => <ModelsOf call={call} /> },
      decision: {
        key: 'decision',
        header: common('column.decision'),
        width: '128px',
        cell: (call) => <OutcomeOf call={call} />,
      },
      found: { key: 'found', header: common('column.found'), width: '112px', cell: (call) => <FoundIn call={call} /> },
      tokens: figure('tokens', common('column.tokens'), '68px', ({ usage }) => format.count(usage?.total)),
      cost: {
        key: 'cost',
        header: common('column.cost'),
        width: '112px',
        align: 'end',
        cell: ({ cost }) => <Money amount={cost?.amount} currency={cost?.currency} />,
      },
      ttft: figure('ttft', t('column.ttft'), '64px', ({ timings_ms: { first_token: time } }) => ms(time)),
      total: figure('total', t('column.total'), '76px', ({ timings_ms: { total } }) => ms(total)),
      status: name('status', ({ status }) => common(`status.${status}`), '110px'),
      route: {
        key: 'route',
        header: t('column.route'),
        width: '100px',
        cell: ({ route }) => <RouteWord route={route} />,
      },
      provider: name('provider', ({ provider }) => provider),
      severity: {
        key: 'severity',
        header: t('column.severity'),
        width: '96px',
        cell: ({ hits }) => {
          const worst = severities.findLast((each) => hits.some(({ severity }) => severity === each));
          return worst === undefined ? '–' : <SeverityWord severity={worst} />;
        },
      },
      hits: figure('hits', t('column.hits'), '64px', ({ hits }) => format.count(hits.length)),
      cached: figure('cached', t('column.cached'), '88px', ({ usage }) => format.count(usage?.cached_input)),
      output: figure('output', t('column.output'), '80px', ({ usage }) => format.count(usage?.output)),
      reasoning: figure('reasoning', t('column.reasoning'), '88px', ({ usage }) => format.count(usage?.reasoning)),
      http: figure('http', t('column.http'), '64px', ({ http_status: status }) =>
        status === null ? '–' : `${status}`,
      ),
      policy: figure('policy', t('column.policy'), '72px', ({ policy_version: version }) => format.count(version)),
      key: name('key', ({ key }) => key?.prefix, '110px'),
      session: name('session', ({ session_id: id }) => id),
      trace: name('trace', ({ trace_id: id }) => id),
      address: name('address', ({ client_address: address }) => address, '120px'),
      clientId: name('clientId', ({ client_request_id: id }) => id),
    };
    return allColumns.filter((key) => names.split(',').includes(key)).map((key) => columns[key]);
  }, [names, t, common, format]);
}

import { Progress, UnstyledButton } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Column } from '../../components/data-table.tsx';
import { CountLink } from '../../components/figures.tsx';
import { callsIn } from '../../lib/calls.ts';
import { shareOf, sumOf } from '../../lib/decimal.ts';
import { type Format, useFormat } from '../../lib/format.ts';
import { Amount } from './amount.tsx';
import classes from './cost-table.module.css';
import { RowName } from './cost-item.tsx';
import type { Cost, Line, Summary } from './queries.ts';
import type { CostRow } from './rows.ts';
import type { CostsView } from './view.ts';

type Figures = Pick<Line, 'calls' | 'calls_url' | 'usage' | 'costs' | 'converted'>;
type Kind = Pick<Cost, 'kind' | 'currency'>;

/** A column of figures, of lines and of their total alike: what is below is read as what is above. */
interface Figure {
  readonly key: string;
  readonly header: ReactNode;
  readonly width: string;
  readonly show: (of: Figures) => ReactNode;
}

const classesOfTokens = ['input', 'cached_input', 'output', 'reasoning'] as const;

/** The columns, and the footer that the server computed. */
export function useColumns(
  view: CostsView,
  summary: Summary,
  currency: string | undefined,
): { readonly columns: readonly Column<CostRow>[]; readonly foot: ReactNode } {
  const { t } = useTranslation('costs');
  const { t: common } = useTranslation();
  const format = useFormat();
  const isWide = summary.costs.length <= 3;
  const figures: readonly Figure[] = [
    {
      key: 'calls',
      header: (
        <Sort view={view} sort="calls">
          {t('table.calls')}
        </Sort>
      ),
      width: '84px',
      show: (of) => <CountLink {...callsIn(of.calls_url)}>{format.count(of.calls)}</CountLink>,
    },
    ...(isWide ? tokenFigures(format, (name) => t(`table.${name}`)) : []),
    {
      key: 'tokens',
      header: (
        <Sort view={view} sort="tokens">
          {common('column.tokens')}
        </Sort>
      ),
      width: '96px',
      show: ({ usage }) => format.count(usage.total),
    },
    ...summary.costs.map((cost) =>
      costFigure(cost, t(cost.kind === 'internal_cost' ? 'kind.internal' : 'kind.external')),
    ),
    ...(summary.converted
      ? [
          {
            key: 'converted',
            header: t('table.also', { currency: summary.converted.currency }),
            width: '120px',
            show: ({ converted }: Figures) => <Amount amount={converted?.amount} />,
          },
        ]
      : []),
    ...(currency === undefined ? [] : [shareFigure(summary, currency, format, t('table.share'))]),
  ];
  return {
    columns: [
      {
        key: 'name',
        header: (
          <Sort view={view} sort="key">
            {t(`by.${view.by}`)}
          </Sort>
        ),
        cell: (row) => <RowName row={row} />,
      },
      ...figures.map(({ show, ...column }): Column<CostRow> => ({
        ...column,
        align: 'end',
        cell: ({ line }) => show(line),
      })),
    ],
    foot: (
      <tr>
        <td>{common('chart.total')}</td>
        {figures.map(({ key, show }) => (
          <td key={key} data-align="end">
            {show(summary)}
          </td>
        ))}
      </tr>
    ),
  };
}

function tokenFigures(format: Format, header: (name: (typeof classesOfTokens)[number]) => string): Figure[] {
  return classesOfTokens.map((name) => ({
    key: name,
    header: header(name),
    width: '88px',
    show: ({ usage }) => format.count(usage[name]),
  }));
}

function costFigure({ kind, currency }: Kind, name: string): Figure {
  const route = kind === 'internal_cost' ? 'secure' : 'external';
  return {
    key: `${kind} ${currency}`,
    header: `${name} ${currency}`,
    width: '128px',
    show: ({ costs, calls_url }) => {
      const own = costs.find((cost) => cost.kind === kind && cost.currency === currency);
      if (!own) return '–';
      return (
        <CountLink {...callsIn(calls_url, { route, currency })}>
          <Amount amount={own.amount} />
        </CountLink>
      );
    },
  };
}

function shareFigure(summary: Summary, currency: string, format: Format, header: string): Figure {
  const of = (costs: readonly Cost[]): string =>
    sumOf(costs.filter((cost) => cost.currency === currency).map(({ amount }) => amount));
  const whole = of(summary.costs);
  return {
    key: 'share',
    header: `${header} ${currency}`,
    width: '120px',
    show: ({ costs }) => {
      const share = shareOf(of(costs), whole);
      return (
        <span className={classes.share}>
          {format.percent(share)}
          <Progress value={(share ?? 0) * 100} size="sm" className={classes.bar} aria-hidden />
        </span>
      );
    },
  };
}

interface SortProps {
  readonly view: CostsView;
  readonly sort: 'calls' | 'tokens' | 'key';
  readonly children: ReactNode;
}

/** Sorts by this column; pressed again, by amount as at first. Times stay in their order. */
function Sort({ view, sort, children }: SortProps) {
  if (view.by === 'day' || view.by === 'month') return children;
  const isOn = view.search.sort === sort;
  return (
    <UnstyledButton
      className={classes.sort}
      aria-pressed={isOn}
      onClick={() => view.go({ sort: isOn ? undefined : sort })}
    >
      {children} <span aria-hidden>{isOn ? (sort === 'key' ? '↑' : '↓') : ''}</span>
    </UnstyledButton>
  );
}

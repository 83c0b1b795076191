import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Empty } from '../../components/empty.tsx';
import { Page, Waiting } from '../../components/page.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { useFormat } from '../../lib/format.ts';
import { useMay } from '../../lib/me.ts';
import { midnight } from '../../lib/range.ts';
import { useLightPaper } from '../../lib/use-light-paper.ts';
import { NearBudgets } from './budgets/near-budgets.tsx';
import { copyExactly } from './copy-exactly.ts';
import { CostActions } from './cost-actions.tsx';
import { CostCards } from './cost-cards.tsx';
import { CostFilters } from './cost-filters.tsx';
import { CostTable } from './cost-table.tsx';
import { CostTrend } from './cost-trend.tsx';
import classes from './costs-page.module.css';
import { MissingRates } from './missing-rates.tsx';
import { latestQuery, type Summary, summaryQuery } from './queries.ts';
import { useSpanLabel } from './span-label.ts';
import { type CostsView, useCostsView } from './view.ts';

/** What calls came to, by whom and by what: cards, a trend, and lines that open down to the calls. */
export function CostsPage() {
  useLightPaper();
  const { t } = useTranslation();
  const view = useCostsView();
  const seesBudgets = useMay('budgets:read');
  const spanLabel = useSpanLabel(view.zone);
  const summary = useQuery(summaryQuery(view, view.span));
  const before = useQuery(summaryQuery(view, view.before));
  const currencies = [...new Set(summary.data?.costs.map(({ currency }) => currency))];
  const currency = currencies.find((one) => one === view.search.currency) ?? currencies[0];
  return (
    <Page
      title={t('nav.costs')}
      about={`${spanLabel(view.span)} · ${view.zone}`}
      actions={<CostActions view={view} currency={currency} />}
    >
      <CostFilters view={view} currencies={currencies} currency={currency} />
      {summary.error ? (
        <ProblemNotice error={summary.error} onRetry={() => void summary.refetch()} />
      ) : summary.data ? (
        <div className={classes.content} data-stale={summary.isPlaceholderData || undefined} onCopy={copyExactly}>
          <CostCards view={view} summary={summary.data} before={view.before ? before.data : undefined} />
          <MissingRates view={view} summary={summary.data} />
          <div className={seesBudgets ? classes.beside : undefined}>
            {currency === undefined ? (
              <NoCosts view={view} summary={summary.data} />
            ) : (
              <CostTrend view={view} currency={currency} />
            )}
            {seesBudgets && <NearBudgets />}
          </div>
          {summary.data.calls > 0 && <CostTable view={view} summary={summary.data} currency={currency} />}
        </div>
      ) : (
        <Waiting lines={14} />
      )}
    </Page>
  );
}

/** Why there is nothing, and the nearest time that has something. */
function NoCosts({ view, summary }: { readonly view: CostsView; readonly summary: Summary }) {
  const { t } = useTranslation('costs');
  const format = useFormat();
  const latest = useQuery(latestQuery);
  if (latest.data === undefined) return null;
  if (latest.data === null) return <Empty>{t('empty.never')}</Empty>;
  const { at } = latest.data;
  const isHere = at >= view.span.from && at < view.span.to;
  if (isHere || summary.costs.length > 0) return <Empty>{t('empty.filters')}</Empty>;
  const goThere = (): void => {
    const day = new Intl.DateTimeFormat('sv-SE', { timeZone: view.zone, dateStyle: 'short' }).format(new Date(at));
    const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
    const [from, to] = [date, date + 1].map((one) => new Date(midnight(year, month - 1, one, view.zone)).toISOString());
    view.go({ range: undefined, from, to });
  };
  return (
    <Empty action={<Button onClick={goThere}>{t('empty.goThere')}</Button>}>
      {t('empty.range', { date: format.date(at) })}
    </Empty>
  );
}

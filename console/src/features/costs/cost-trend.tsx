import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Waiting } from '../../components/page.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { TimeBars } from '../../components/time-bars.tsx';
import { useFormat } from '../../lib/format.ts';
import { usePreferences } from '../../lib/preferences.ts';
import { bucketsOf, unitOf } from './buckets.ts';
import { timeLabel, useLabel } from './labels.tsx';
import { trendQuery } from './queries.ts';
import { seriesOf } from './series.ts';
import { barsOf } from './trend-bars.ts';
import type { CostsView } from './view.ts';
import { filterOf, isTime } from './words.ts';

const others = 'others';

/** One currency over time, stacked by what the table is by; each piece is a link to its calls. */
export function CostTrend({ view, currency }: { readonly view: CostsView; readonly currency: string }) {
  const { t } = useTranslation('costs');
  const { language } = usePreferences();
  const format = useFormat();
  const labelOf = useLabel();
  const unit = unitOf(view.span);
  const stack = isTime(view.by) ? 'route' : view.by;
  const trend = useQuery(trendQuery(view, unit, stack, filterOf[stack], currency));
  if (trend.error) return <ProblemNotice error={trend.error} onRetry={() => void trend.refetch()} />;
  if (!trend.data) return <Waiting lines={7} />;
  const nowMs = view.now;
  const series = seriesOf(trend.data.top, stack, (line) => labelOf(stack, line));
  const bars = barsOf(trend.data, series, others, {
    currency,
    buckets: bucketsOf(view.span, unit, view.zone, nowMs),
    label: (key) => timeLabel(unit, key, view.zone, language),
    told: (amount) => `${format.amount(amount, 'all')} ${currency}`,
    nowMs,
  });
  const ticks = new Intl.NumberFormat(language, { notation: 'compact', maximumSignificantDigits: 2 });
  const hasOthers = bars.some(({ segments }) => segments.some((segment) => segment.series === others));
  const last = { key: others, label: t('trend.others'), color: 'var(--tg-series-8)' };
  return (
    <TimeBars
      label={t(`trend.${unit}`, { currency })}
      bars={bars}
      series={hasOthers ? [...series, last] : series}
      tick={(value) => ticks.format(value)}
    />
  );
}

import { scaleLinear } from 'd3-scale';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { heightOf } from '../../../lib/decimal.ts';
import { useFormat } from '../../../lib/format.ts';
import classes from './budgets.module.css';
import { paceOf } from './pace.ts';
import type { Counter, Usage } from './queries.ts';
import { useSentence } from './sentence.ts';

const [width, height] = [520, 160];

/** What was used over the period, against the limit and an even pace, and where it leads when it goes on like this. */
export function BurnDown({
  usage,
  counter,
  now,
}: {
  readonly usage: Usage;
  readonly counter: Counter;
  readonly now: number;
}) {
  const { t } = useTranslation('costs');
  const format = useFormat();
  const title = useId();
  const { budget, period_from, resets_at, alerts } = usage;
  const pace = paceOf(usage, counter, now);
  const sentence = useSentence(usage.budget)(usage, counter, pace);
  const [fromMs, toMs] = [Date.parse(period_from), Date.parse(resets_at)];
  const limit = heightOf(budget.limit);
  const x = scaleLinear().domain([fromMs, toMs]).range([0, width]);
  const most = Math.max(limit, heightOf(counter.spent), 1e-9) * 1.1;
  const y = scaleLinear().domain([0, most]).range([height, 0]);
  // Each alert says what was spent when: points of the line that the record keeps.
  const points = [
    { at: fromMs, spent: 0 },
    ...alerts
      .filter((alert) => alert.period_from === period_from && alert.subject === counter.subject)
      .map(({ at, spent }) => ({ at: Date.parse(at), spent: heightOf(spent) }))
      .toSorted((a, b) => a.at - b.at),
    { at: Math.min(now, toMs), spent: heightOf(counter.spent) },
  ];
  const last = points.at(-1) ?? { at: fromMs, spent: 0 };
  return (
    <figure className={classes.burn}>
      <figcaption className={classes.labels}>
        <span />
        <span>{t('budget.limit')}</span>
      </figcaption>
      <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-labelledby={title}>
        <title id={title}>{sentence}</title>
        <line className={classes.axis} x1={0} x2={width} y1={height} y2={height} />
        <line className={classes.limit} x1={0} x2={width} y1={y(limit)} y2={y(limit)} />
        <line className={classes.pace} x1={0} x2={width} y1={height} y2={y(limit)} />
        <polyline className={classes.spent} points={points.map(({ at, spent }) => `${x(at)},${y(spent)}`).join(' ')} />
        {points.slice(1).map(({ at, spent }) => (
          <circle key={at} className={classes.dot} cx={x(at)} cy={y(spent)} r={3} />
        ))}
        {pace.endMs !== null && last.at < toMs && (
          <line
            className={classes.projected}
            x1={x(last.at)}
            y1={y(last.spent)}
            x2={x(Math.min(pace.endMs, toMs))}
            y2={y(pace.endMs <= toMs ? limit : Math.min(pace.atReset, most))}
          />
        )}
      </svg>
      <div className={classes.labels}>
        <span>{format.minute(period_from)}</span>
        <span>{format.minute(resets_at)}</span>
      </div>
    </figure>
  );
}

import { Button } from '@mantine/core';
import { Link, type LinkProps } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { axisFromZero } from '../lib/axis.ts';
import { useNarrow } from '../lib/use-narrow.ts';
import classes from './time-bars.module.css';

export interface BarSegment {
  readonly series: string;
  /** For the height alone: what is said and summed is `told`. */
  readonly value: number;
  readonly told: string;
  /** The calls that it is made of. */
  readonly link?: LinkProps;
}

export interface Bar {
  readonly key: string;
  readonly label: string;
  readonly segments: readonly BarSegment[];
  /** The calls of all of it. */
  readonly link?: LinkProps;
  /** Its time is not over. */
  readonly isIncomplete?: boolean;
}

export interface Series {
  readonly key: string;
  readonly label: string;
  /** CSS colour; a series keeps its own while filters change. */
  readonly color: string;
  /** Drawn with stripes, so that it is told apart without colours too. */
  readonly isHatched?: boolean;
}

export interface TimeBarsProps {
  readonly label: string;
  readonly bars: readonly Bar[];
  /** In stack order, the lowest first. */
  readonly series: readonly Series[];
  readonly height?: number;
  /** Of the value axis. */
  readonly tick: (value: number) => string;
  readonly aside?: ReactNode;
}

/** Stacked bars over time. Each piece is a link to its calls; the same figures stand in a table, one button away. */
export function TimeBars({ label, bars, series, height = 180, tick, aside }: TimeBarsProps) {
  const { t } = useTranslation();
  const [asTable, setAsTable] = useState(false);
  const isNarrow = useNarrow();
  const sumOf = (bar: Bar): number => bar.segments.reduce((sum, { value }) => sum + value, 0);
  const { top, ticks } = axisFromZero(Math.max(...bars.map(sumOf), 0), 4);
  const scale = (value: number): number => (value / top) * height;
  const every = Math.ceil(bars.length / (isNarrow ? 5 : 12));
  return (
    <figure className={classes.figure} aria-label={label}>
      <figcaption className={classes.caption}>
        <span className={classes.label}>{label}</span>
        <ul className={classes.legend}>
          {series.map(({ key, label: name, color, isHatched }) => (
            <li key={key}>
              <i style={{ backgroundColor: color }} data-hatched={isHatched} /> <bdi title={name}>{name}</bdi>
            </li>
          ))}
        </ul>
        {aside}
        <Button size="compact-sm" variant="subtle" onClick={() => setAsTable(!asTable)} aria-pressed={asTable}>
          {asTable ? t('chart.chart') : t('chart.table')}
        </Button>
      </figcaption>
      {asTable ? (
        <BarsTable bars={bars} series={series} label={label} />
      ) : (
        <div className={classes.plot} style={{ height: height + 24 }}>
          {ticks.map((value) => (
            <div key={value} className={classes.line} style={{ bottom: scale(value) + 24 }}>
              <span>{tick(value)}</span>
            </div>
          ))}
          <div className={classes.bars}>
            {bars.map((bar, index) => (
              <div key={bar.key} className={classes.bar} data-incomplete={bar.isIncomplete}>
                <div className={classes.stack} style={{ height }}>
                  {series.map(({ key, label: name, color, isHatched }) => {
                    const segment = bar.segments.find((one) => one.series === key && one.value > 0);
                    if (segment === undefined) return null;
                    const told = `${bar.label} · ${name}: ${segment.told}`;
                    const style = { height: Math.max(scale(segment.value), 2), backgroundColor: color };
                    return segment.link ? (
                      <Link
                        key={key}
                        {...segment.link}
                        className={classes.segment}
                        style={style}
                        data-hatched={isHatched}
                        title={told}
                        aria-label={told}
                      />
                    ) : (
                      <span
                        key={key}
                        className={classes.segment}
                        style={style}
                        data-hatched={isHatched}
                        title={told}
                        role="img"
                        aria-label={told}
                      />
                    );
                  })}
                </div>
                <span className={classes.tick}>{index % every === 0 ? bar.label : ''}</span>
              </div>
            ))}
          </div>
        </div>
      )}
    </figure>
  );
}

function BarsTable({ bars, series, label }: Pick<TimeBarsProps, 'bars' | 'series' | 'label'>) {
  return (
    <div className={classes.scroll} tabIndex={0} role="region" aria-label={label}>
      <table className={classes.table}>
        <thead>
          <tr>
            <td />
            {series.map(({ key, label: name }) => (
              <th key={key} scope="col">
                <bdi>{name}</bdi>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {bars.map((bar) => (
            <tr key={bar.key}>
              <th scope="row">{bar.link ? <Link {...bar.link}>{bar.label}</Link> : bar.label}</th>
              {series.map(({ key }) => {
                const segment = bar.segments.find((one) => one.series === key);
                return (
                  <td key={key}>
                    {segment === undefined ? (
                      '–'
                    ) : segment.link ? (
                      <Link {...segment.link}>{segment.told}</Link>
                    ) : (
                      segment.told
                    )}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** A line of few pixels beside a figure: the trend, said in words to who does not see it. */
export function Sparkline({
  values,
  label,
  width = 72,
  height = 16,
}: {
  readonly values: readonly number[];
  readonly label: string;
  readonly width?: number;
  readonly height?: number;
}) {
  const most = Math.max(...values, 1);
  const step = width / Math.max(values.length, 1);
  return (
    <svg width={width} height={height} role="img" aria-label={label}>
      {values.map((value, index) => {
        const tall = value === 0 ? 1 : Math.max(2, (value / most) * height);
        return (
          <rect
            key={index}
            x={index * step}
            y={height - tall}
            width={Math.max(step - 1, 1)}
            height={tall}
            fill={value === 0 ? 'var(--tg-line)' : 'var(--tg-series-1)'}
          />
        );
      })}
    </svg>
  );
}

import { scaleLinear, scaleTime } from 'd3-scale';
import classes from './step-line.module.css';

/** A value that holds from a time on, until the next one. */
export interface Step {
  readonly at: number;
  /** For the height alone: what is said is `told`. Null where there is none from here on. */
  readonly value: number | null;
  readonly told: string;
}

export interface StepSeries {
  readonly key: string;
  readonly label: string;
  /** CSS colour. */
  readonly color: string;
  /** In the order of time. */
  readonly steps: readonly Step[];
}

export interface StepLineProps {
  readonly label: string;
  readonly series: readonly StepSeries[];
  readonly from: number;
  readonly to: number;
  /** Now, where it lies within. */
  readonly now?: { readonly at: number; readonly label: string } | undefined;
  readonly tick: (value: number) => string;
  readonly time: (at: number) => string;
  readonly height?: number;
}

const width = 480;

/** What values were and will be, as steps over time. The same figures stand beside it: it is a picture of them. */
export function StepLine({ label, series, from, to, now, tick, time, height = 120 }: StepLineProps) {
  const x = scaleTime().domain([from, to]).range([0, width]);
  const most = Math.max(0, ...series.flatMap(({ steps }) => steps.map(({ value }) => value ?? 0)));
  const y = scaleLinear()
    .domain([0, most || 1])
    .nice(3)
    .range([height, 0]);
  return (
    <figure className={classes.figure} aria-label={label}>
      <figcaption className={classes.label}>{label}</figcaption>
      <ul className={classes.legend}>
        {series.map(({ key, label: name, color }) => (
          <li key={key}>
            <i style={{ backgroundColor: color }} /> {name}
          </li>
        ))}
        {now && (
          <li>
            <i className={classes.dashed} /> {now.label}
          </li>
        )}
      </ul>
      <div className={classes.plot}>
        <div className={classes.ticks} style={{ height }}>
          {y.ticks(3).map((value) => (
            <span key={value} style={{ top: y(value) }}>
              {tick(value)}
            </span>
          ))}
        </div>
        <svg viewBox={`0 0 ${width} ${height}`} height={height} preserveAspectRatio="none" className={classes.lines}>
          {y.ticks(3).map((value) => (
            <line key={value} x1={0} x2={width} y1={y(value)} y2={y(value)} className={classes.grid} />
          ))}
          {now && <line x1={x(now.at)} x2={x(now.at)} y1={0} y2={height} className={classes.now} />}
          {series.map(({ key, label: name, color, steps }) =>
            steps.map(({ at, value, told }, index) => {
              if (value === null) return null;
              const next = steps[index + 1];
              const end = x(next?.at ?? to);
              const rise = next?.value == null ? '' : `V${y(next.value)}`;
              return (
                <path
                  key={`${key} ${at}`}
                  d={`M${x(at)} ${y(value)}H${end}${rise}`}
                  stroke={color}
                  className={classes.step}
                >
                  <title>{`${name}: ${told}`}</title>
                </path>
              );
            }),
          )}
        </svg>
      </div>
      <div className={classes.span}>
        <span>{time(from)}</span>
        <span>{time(to)}</span>
      </div>
    </figure>
  );
}

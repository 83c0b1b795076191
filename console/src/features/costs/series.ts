import type { Series } from '../../components/time-bars.tsx';
import { placeOf } from './trend-bars.ts';
import type { Line } from './queries.ts';

const colours = 7;
const known = new Map<string, number>();

/** The series of a chart; what was drawn once keeps its colour while one looks at other times and filters. */
export function seriesOf(lines: readonly Line[], dimension: string, label: (line: Line) => string): Series[] {
  const taken = new Set<number>();
  const colourOf = (place: string): number => {
    const name = `${dimension} ${place}`;
    const before = known.get(name);
    const free = Array.from({ length: colours }, (_, index) => index).filter((index) => !taken.has(index));
    const colour = before !== undefined && !taken.has(before) ? before : (free[0] ?? 0);
    taken.add(colour);
    known.set(name, colour);
    return colour;
  };
  // Those that have a colour keep it: they choose first.
  const ordered = lines.toSorted((a, b) => Number(isKnown(b, dimension)) - Number(isKnown(a, dimension)));
  const chosen = new Map(ordered.map((line) => [placeOf(line), colourOf(placeOf(line))]));
  return lines.map((line) => ({
    key: placeOf(line),
    label: label(line),
    color: `var(--tg-series-${(chosen.get(placeOf(line)) ?? 0) + 1})`,
    isHatched: line.costs.length > 0 && line.costs.every(({ kind }) => kind === 'internal_cost'),
  }));
}

const isKnown = (line: Line, dimension: string): boolean => known.has(`${dimension} ${placeOf(line)}`);

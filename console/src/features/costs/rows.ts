import { useInfiniteQuery } from '@tanstack/react-query';
import { midnight } from '../../lib/range.ts';
import { type Line, linesQuery } from './queries.ts';
import { placeOf } from './trend-bars.ts';
import type { CostsSearch } from './search.ts';
import type { CostsView, Filters } from './view.ts';
import { type Dimension, filterOf, isTime } from './words.ts';

/** A line of the table: of what it is by, or (opened) of what comes next. */
export interface CostRow {
  readonly id: string;
  readonly dimension: Dimension;
  readonly line: Line;
  readonly level: 0 | 1;
  readonly isOpen: boolean;
  /** Opens and closes it; absent where nothing is below. */
  readonly toggle?: () => void;
  /** The page of this line alone, by what comes next. */
  readonly narrowed?: CostsSearch;
}

/** The rows of a table: its lines, and below the open one what it is made of. */
export function useRows(view: CostsView, lines: readonly Line[], currency: string | undefined): readonly CostRow[] {
  const { search, by, next } = view;
  const open = lines.find((line) => line.key !== null && placeOf(line) === search.open);
  const within = open ? viewWithin(view, open) : view;
  const children = useInfiniteQuery({ ...linesQuery(within, next, { currency }), enabled: open !== undefined });
  const parts = open && !children.isPlaceholderData ? (children.data?.pages.flatMap(({ items }) => items) ?? []) : [];
  return lines.flatMap((line): CostRow[] => {
    const id = placeOf(line);
    const isOpen = line === open;
    const hasParts = line.key !== null;
    const row: CostRow = {
      id,
      dimension: by,
      line,
      level: 0,
      isOpen,
      ...(hasParts && {
        toggle: () => view.open(isOpen ? undefined : id),
        narrowed: { ...search, open: undefined, ...narrowing(view, by, line), by: next, and: undefined },
      }),
    };
    if (!isOpen) return [row];
    const below = parts.map((part): CostRow => ({
      id: `${id} ${placeOf(part)}`,
      dimension: next,
      line: part,
      level: 1,
      isOpen: false,
    }));
    return [row, ...below];
  });
}

/** The view of one line of it. */
function viewWithin(view: CostsView, line: Line): CostsView {
  const narrow = narrowing(view, view.by, line);
  const { from = view.span.from, to = view.span.to, ...filters } = narrow;
  return { ...view, span: { from, to }, filters: { ...view.filters, ...(filters as Filters) } };
}

/** What of an address leaves one line alone. */
function narrowing({ span, zone }: CostsView, by: Dimension, { key, name }: Line): CostsSearch {
  const value = key ?? '';
  if (!isTime(by)) {
    // A session's id says something only with its user.
    return { [filterOf[by]]: [value], ...(by === 'session' && name !== null && { user: [name] }) };
  }
  const [year = 0, month = 1, day = 1] = value.split('-').map(Number);
  const begin = midnight(year, month - 1, by === 'day' ? day : 1, zone);
  const end = by === 'day' ? midnight(year, month - 1, day + 1, zone) : midnight(year, month, 1, zone);
  const from = new Date(Math.max(begin, Date.parse(span.from))).toISOString();
  const to = new Date(Math.min(end, Date.parse(span.to))).toISOString();
  return { range: undefined, from, to };
}

import {
  type KeyboardEvent,
  type ReactNode,
  type Ref,
  type RefObject,
  useCallback,
  useEffect,
  useImperativeHandle,
  useRef,
  useState,
} from 'react';
import { useTranslation } from 'react-i18next';
import { focusRow } from '../lib/focus-row.ts';
import { usePreferences } from '../lib/preferences.ts';
import { useNarrow } from '../lib/use-narrow.ts';
import classes from './data-table.module.css';
import { type Column, type RowActs, TableRow } from './table-row.tsx';

export type { Column };

export interface DataTableProps<Row> {
  /** What the table holds, for who does not see it. */
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  /** At 390 px a row is an item of two lines instead. */
  readonly item: (row: Row) => ReactNode;
  readonly selected?: string | null;
  readonly onOpen?: (row: Row) => void;
  /** Keys pressed on a row that the table does not know. */
  readonly onRowKey?: (event: KeyboardEvent, row: Row) => void;
  /** More rows follow: called when the end comes in sight. */
  readonly onEnd?: () => void;
  readonly foot?: ReactNode;
  /** The focus went to another row by a key. */
  readonly onMove?: (row: Row) => void;
  /** Whether the rows were scrolled away from the first one. */
  readonly onAway?: (isAway: boolean) => void;
  /** Rows that just came. */
  readonly fresh?: ReadonlySet<string>;
  readonly handle?: Ref<DataTableHandle>;
}

export interface DataTableHandle {
  toTop(): void;
  /** The focus to a row that is there. */
  focus(key: string): void;
}

/** Which rows of a table are drawn. */
export interface Sight {
  readonly first: number;
  readonly last: number;
  /** The end is in sight on paper without anyone wishing for more. */
  readonly isOnPaper?: boolean;
  readonly reveal: (index: number) => void;
}

export interface SightOptions {
  readonly count: number;
  readonly rowHeight: number;
  readonly isNarrow: boolean;
  readonly scroller: RefObject<HTMLDivElement | null>;
  readonly keyOf: (index: number) => string;
}

const allRows = ({ count }: SightOptions): Sight => ({ first: 0, last: count - 1, reveal: () => undefined });

/** A table that is as long as its rows. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  return <TableView {...props} useSight={allRows} />;
}

export interface TableViewProps<Row> extends DataTableProps<Row> {
  /** Fills its container. */
  readonly fill?: boolean;
  /** The same one as long as the table stands. */
  readonly useSight: (options: SightOptions) => Sight;
}

/** Every table of the console: one line a row, by keyboard and mouse. */
export function TableView<Row>(props: TableViewProps<Row>) {
  const { label, columns: all, rows, rowKey, item, selected = null, onOpen, onRowKey, fill = false, useSight } = props;
  const { onEnd, foot, onMove, onAway, fresh, handle } = props;
  const columns = selected === null ? all : all.filter(({ isSpare }) => !isSpare);
  const { t } = useTranslation();
  const isNarrow = useNarrow();
  const { density } = usePreferences();
  const rowHeight = isNarrow ? 56 : density === 'dense' ? 32 : 40;
  const scroller = useRef<HTMLDivElement>(null);
  const body = useRef<HTMLTableSectionElement>(null);
  const [focused, setFocused] = useState(0);
  // The same as long as the rows are: with another one the places of all of them are computed anew.
  const keyOf = useCallback((index: number): string => rowKey(rows[index] as Row), [rows, rowKey]);
  const { first, last, isOnPaper, reveal } = useSight({ count: rows.length, rowHeight, isNarrow, scroller, keyOf });
  const before = first * rowHeight;
  const after = Math.max(0, (rows.length - 1 - last) * rowHeight);
  useEffect(() => {
    if (fill && onEnd && !isOnPaper && rows.length > 0 && last >= rows.length - 20) onEnd();
  }, [fill, onEnd, isOnPaper, last, rows.length]);

  const focusOn = (index: number): void => {
    setFocused(index);
    reveal(index);
    focusRow(body.current, index);
  };
  const indexOf = (wanted: string): number => rows.findIndex((row) => rowKey(row) === wanted);
  useImperativeHandle(handle, () => ({
    toTop: () => scroller.current?.scrollTo({ top: 0 }),
    focus: (key) => {
      const index = indexOf(key);
      if (index >= 0) focusOn(index);
    },
  }));
  const latest = useRef<RowActs<Row>>(null);
  latest.current = {
    focus: setFocused,
    open: onOpen,
    press(event, index) {
      const row = rows[index];
      const inside = event.target !== event.currentTarget;
      if (row === undefined || inside || event.metaKey || event.ctrlKey) return;
      if (event.altKey) return event.key.startsWith('Arrow') ? onRowKey?.(event, row) : undefined;
      const keys = {
        ArrowDown: index + 1,
        j: index + 1,
        ArrowUp: index - 1,
        k: index - 1,
        Home: 0,
        End: rows.length - 1,
      };
      const to = keys[event.key as keyof typeof keys];
      if (to !== undefined) {
        const next = Math.min(Math.max(to, 0), rows.length - 1);
        focusOn(next);
        if (next !== index) onMove?.(rows[next] as Row);
      } else if (event.key === 'Enter' && onOpen) onOpen(row);
      else return onRowKey?.(event, row);
      event.preventDefault();
      event.stopPropagation();
    },
  };
  // What was opened comes in sight, whoever opened it.
  useEffect(() => {
    const index = selected === null ? -1 : indexOf(selected);
    if (index >= 0) reveal(index);
    // oxlint-disable-next-line react/exhaustive-deps
  }, [selected]);

  return (
    <div
      ref={scroller}
      className={fill ? `${classes.scroller} ${classes.fill}` : classes.scroller}
      onScroll={onAway && (({ currentTarget }) => onAway(currentTarget.scrollTop > rowHeight))}
    >
      <table
        className={classes.table}
        aria-label={label}
        aria-rowcount={onEnd ? -1 : rows.length + 1}
        data-narrow={isNarrow || undefined}
      >
        {!isNarrow && (
          <>
            <colgroup>
              {columns.map(({ key, width }) => (
                <col key={key} style={width === undefined ? undefined : { width }} />
              ))}
            </colgroup>
            <thead>
              <tr aria-rowindex={1}>
                {columns.map(({ key, header, align }) => (
                  <th key={key} scope="col" data-align={align}>
                    {header}
                  </th>
                ))}
              </tr>
            </thead>
          </>
        )}
        <tbody ref={body}>
          {before > 0 && <tr aria-hidden style={{ height: before }} />}
          {rows.slice(first, last + 1).map((row, offset) => {
            const index = first + offset;
            const key = rowKey(row);
            return (
              <TableRow
                key={key}
                row={row}
                name={key}
                index={index}
                columns={columns}
                item={isNarrow ? item : null}
                height={rowHeight}
                isSelected={selected === null ? undefined : key === selected}
                isInOrder={index === Math.min(focused, rows.length - 1)}
                isFresh={fresh?.has(key) ?? false}
                opens={onOpen !== undefined}
                acts={latest}
              />
            );
          })}
          {after > 0 && <tr aria-hidden style={{ height: after }} />}
        </tbody>
        {foot !== undefined && !isNarrow && <tfoot>{foot}</tfoot>}
      </table>
      {rows.length === 0 && <p className={classes.none}>{t('state.nothing')}</p>}
    </div>
  );
}

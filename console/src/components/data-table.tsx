import { useMediaQuery } from '@mantine/hooks';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePreferences } from '../lib/preferences.ts';
import classes from './data-table.module.css';

export interface Column<Row> {
  readonly key: string;
  readonly header: ReactNode;
  /** CSS width; without one the column shares what is left. */
  readonly width?: string;
  readonly align?: 'start' | 'end';
  readonly cell: (row: Row) => ReactNode;
}

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
  /** Fills its container and draws only the rows in sight; otherwise it is as long as its rows. */
  readonly fill?: boolean;
  /** More rows follow: called when the end comes in sight. */
  readonly onEnd?: () => void;
  readonly foot?: ReactNode;
}

/** Every table of the console: one line a row, by keyboard and mouse, as many rows as there are. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { label, columns, rows, rowKey, item, selected = null, onOpen, onRowKey, fill = false, onEnd, foot } = props;
  const { t } = useTranslation();
  const isNarrow = useMediaQuery('(max-width: 767px)', window.innerWidth < 768, { getInitialValueInEffect: false });
  const { density } = usePreferences();
  const rowHeight = isNarrow ? 56 : density === 'dense' ? 32 : 40;
  const scroller = useRef<HTMLDivElement>(null);
  const body = useRef<HTMLTableSectionElement>(null);
  const [focused, setFocused] = useState(0);
  const virtual = useVirtualizer({
    count: fill ? rows.length : 0,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 12,
    getItemKey: (index) => rowKey(rows[index] as Row),
  });
  useEffect(() => virtual.measure(), [virtual, rowHeight]);
  const inSight = virtual.getVirtualItems();
  const first = fill ? (inSight[0]?.index ?? 0) : 0;
  const last = fill ? (inSight.at(-1)?.index ?? -1) : rows.length - 1;
  const before = first * rowHeight;
  const after = fill ? Math.max(0, (rows.length - 1 - last) * rowHeight) : 0;
  useEffect(() => {
    if (fill && onEnd && rows.length > 0 && last >= rows.length - 20) onEnd();
  }, [fill, onEnd, last, rows.length]);

  const moveTo = (index: number): void => {
    const next = Math.min(Math.max(index, 0), rows.length - 1);
    setFocused(next);
    if (fill) virtual.scrollToIndex(next);
    requestAnimationFrame(() => body.current?.querySelector<HTMLElement>(`[data-index="${next}"]`)?.focus());
  };
  const onKeyDown = (event: KeyboardEvent, index: number): void => {
    if (event.target !== event.currentTarget || event.metaKey || event.ctrlKey) return;
    const row = rows[index] as Row;
    if (event.altKey) return event.key.startsWith('Arrow') ? onRowKey?.(event, row) : undefined;
    const to = { ArrowDown: index + 1, j: index + 1, ArrowUp: index - 1, k: index - 1, Home: 0, End: rows.length - 1 }[
      event.key
    ];
    if (to !== undefined) moveTo(to);
    else if (event.key === 'Enter' && onOpen) onOpen(row);
    else return onRowKey?.(event, row);
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <div ref={scroller} className={fill ? `${classes.scroller} ${classes.fill}` : classes.scroller}>
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
              <tr
                key={key}
                data-index={index}
                aria-rowindex={index + 2}
                aria-selected={selected === null ? undefined : key === selected}
                tabIndex={index === Math.min(focused, rows.length - 1) ? 0 : -1}
                data-opens={onOpen ? '' : undefined}
                style={{ height: rowHeight }}
                onFocus={() => setFocused(index)}
                onKeyDown={(event) => onKeyDown(event, index)}
                onClick={(event) => {
                  const inside = event.target instanceof Element && event.target.closest('a,button,input,label,select');
                  if (!inside && !window.getSelection()?.toString()) onOpen?.(row);
                }}
              >
                {isNarrow ? (
                  <td>{item(row)}</td>
                ) : (
                  columns.map(({ key: column, align, cell }) => (
                    <td key={column} data-align={align}>
                      {cell(row)}
                    </td>
                  ))
                )}
              </tr>
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

import { type KeyboardEvent, memo, type ReactNode, type RefObject } from 'react';

export interface Column<Row> {
  readonly key: string;
  readonly header: ReactNode;
  /** CSS width; without one the column shares what is left. */
  readonly width?: string;
  readonly align?: 'start' | 'end';
  /** Left out while a row is selected, whose panel takes the room and says the same. */
  readonly isSpare?: boolean;
  readonly cell: (row: Row) => ReactNode;
}

/** What a row does. It is read when something happens, so that rows are not drawn anew for it. */
export interface RowActs<Row> {
  focus(index: number): void;
  readonly open: ((row: Row) => void) | undefined;
  press(event: KeyboardEvent, index: number): void;
}

interface TableRowProps<Row> {
  readonly row: Row;
  /** Names it in the page. */
  readonly name: string;
  readonly index: number;
  readonly columns: readonly Column<Row>[];
  /** Set where the row is an item of two lines. */
  readonly item: ((row: Row) => ReactNode) | null;
  readonly height: number;
  readonly isSelected: boolean | undefined;
  /** It is the one that the Tab key reaches. */
  readonly isInOrder: boolean;
  readonly isFresh: boolean;
  readonly opens: boolean;
  readonly acts: RefObject<RowActs<Row> | null>;
}

function Row<Row>(props: TableRowProps<Row>) {
  const { row, name, index, columns, item, height, isSelected, isInOrder, isFresh, opens, acts } = props;
  return (
    <tr
      data-index={index}
      data-key={name}
      aria-rowindex={index + 2}
      aria-selected={isSelected}
      tabIndex={isInOrder ? 0 : -1}
      data-opens={opens ? '' : undefined}
      data-fresh={isFresh || undefined}
      style={{ height }}
      onFocus={() => acts.current?.focus(index)}
      onKeyDown={(event) => acts.current?.press(event, index)}
      onClick={(event) => {
        const inside = event.target instanceof Element && event.target.closest('a,button,input,label,select');
        if (!inside && !window.getSelection()?.toString()) acts.current?.open?.(row);
      }}
    >
      {item === null ? (
        columns.map(({ key, align, cell }) => (
          <td key={key} data-align={align}>
            {cell(row)}
          </td>
        ))
      ) : (
        <td>{item(row)}</td>
      )}
    </tr>
  );
}

/** One row of a `DataTable`; while others scroll by it is not drawn again. */
export const TableRow = memo(Row) as typeof Row;

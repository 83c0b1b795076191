import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect } from 'react';
import { type DataTableProps, type Sight, type SightOptions, TableView } from './data-table.tsx';

/** A table that fills its container and draws only the rows in sight, as many as there are. */
export function LongTable<Row>(props: DataTableProps<Row>) {
  return <TableView {...props} fill useSight={useRowsInSight} />;
}

function useRowsInSight({ count, rowHeight, isNarrow, scroller, keyOf }: SightOptions): Sight {
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 12,
    // The header stands over the first row's height of what is in sight.
    scrollPaddingEnd: isNarrow ? 0 : 32,
    getItemKey: keyOf,
  });
  useEffect(() => virtual.measure(), [virtual, rowHeight]);
  const inSight = virtual.getVirtualItems();
  return {
    first: inSight[0]?.index ?? 0,
    last: inSight.at(-1)?.index ?? -1,
    reveal: (index) => virtual.scrollToIndex(index),
  };
}

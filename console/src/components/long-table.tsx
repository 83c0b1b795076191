import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect } from 'react';
import { useOnPaper } from '../lib/on-paper.ts';
import { type DataTableProps, type Sight, type SightOptions, TableView } from './data-table.tsx';

/** A table that fills its container and draws only the rows in sight, as many as there are; on paper all that came. */
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
  const isOnPaper = useOnPaper();
  const inSight = virtual.getVirtualItems();
  return {
    first: isOnPaper ? 0 : (inSight[0]?.index ?? 0),
    last: isOnPaper ? count - 1 : (inSight.at(-1)?.index ?? -1),
    isOnPaper,
    reveal: (index) => virtual.scrollToIndex(index),
  };
}

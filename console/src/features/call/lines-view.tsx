import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef } from 'react';
import classes from './tabs.module.css';

/** A text of any length by lines: only those in sight are drawn. */
export function LinesView({ lines, label }: { readonly lines: readonly string[]; readonly label: string }) {
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => 18,
    overscan: 30,
  });
  return (
    <div ref={scroller} className={classes.raw} role="region" aria-label={label} tabIndex={0}>
      <div className={classes.rawLines} style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ index, start }) => (
          <div key={index} className={classes.rawLine} style={{ transform: `translateY(${start}px)` }}>
            <span className={classes.number}>{index + 1}</span>
            <code>{lines[index]}</code>
          </div>
        ))}
      </div>
    </div>
  );
}

import { IconChevronDown, IconChevronRight, IconShieldLock, IconTool } from '@tabler/icons-react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { focusRow } from '../../lib/focus-row.ts';
import { Models } from '../../components/call/decision-line.tsx';
import { Money } from '../../components/figures.tsx';
import { RuleName } from '../../components/rule-name.tsx';
import { DecisionWord, StatusWord } from '../../components/words.tsx';
import { useFormat } from '../../lib/format.ts';
import { useOnPaper } from '../../lib/on-paper.ts';
import type { RunCall } from '../../lib/run-query.ts';
import { axisOf, type Axis, endOf, type Row, rowsOf, startOf } from './rows.ts';
import classes from './run.module.css';

const height = 32;

export interface StepsProps {
  readonly calls: readonly RunCall[];
  readonly byTrace: boolean;
  readonly show: 'tree' | 'waterfall';
  readonly foldsIdle: boolean;
  readonly selected: string | undefined;
  readonly label: string;
  readonly onSelect: (requestId: string) => void;
  readonly onOpen: (requestId: string) => void;
}

/** The steps of a run, as many as there are: a tree with facts, or with a line of time. */
export function Steps({ calls, byTrace, show, foldsIdle, selected, label, onSelect, onOpen }: StepsProps) {
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set());
  const [focused, setFocused] = useState(0);
  const scroller = useRef<HTMLDivElement>(null);
  const rows = rowsOf(calls, folded, byTrace);
  const axis = axisOf(calls, foldsIdle);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    overscan: 12,
    getItemKey: (index) => rows[index]?.key ?? index,
  });
  const isOnPaper = useOnPaper();
  const drawn = isOnPaper
    ? rows.map(({ key }, index) => ({ index, key, start: index * height }))
    : virtual.getVirtualItems();
  const fold = (row: Row, isFolded: boolean): void => {
    const key = row.kind === 'call' ? row.call.request_id : row.kind === 'trace' ? `trace ${row.traceId}` : null;
    if (key === null) return;
    const next = new Set(folded);
    if (isFolded) next.add(key);
    else next.delete(key);
    setFolded(next);
  };
  const moveTo = (index: number): void => {
    const to = Math.min(Math.max(index, 0), rows.length - 1);
    setFocused(to);
    virtual.scrollToIndex(to);
    const row = rows[to];
    focusRow(scroller.current, to, () => row?.kind === 'call' && onSelect(row.call.request_id));
  };
  const onKeyDown = (event: KeyboardEvent, index: number): void => {
    if (event.metaKey || event.ctrlKey || event.altKey || event.target !== event.currentTarget) return;
    const row = rows[index] as Row;
    const next = (by: 1 | -1): number => {
      let at = index + by;
      while (rows[at]?.kind === 'secure') at += by;
      return at;
    };
    if (event.key === 'ArrowDown' || event.key === 'j') moveTo(next(1));
    else if (event.key === 'ArrowUp' || event.key === 'k') moveTo(next(-1));
    else if (event.key === 'Home') moveTo(0);
    else if (event.key === 'End') moveTo(rows.length - 1);
    else if (event.key === 'ArrowLeft') fold(row, true);
    else if (event.key === 'ArrowRight') fold(row, false);
    else if (event.key === 'Enter' && row.kind === 'call') onOpen(row.call.request_id);
    else if (event.key === '.') {
      const found = rows.findIndex((one, at) => at > index && one.kind === 'call' && one.call.hits.length > 0);
      if (found !== -1) moveTo(found);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div ref={scroller} className={classes.steps} data-show={show}>
      <div role="tree" aria-label={label} className={classes.rows} style={{ height: virtual.getTotalSize() }}>
        {drawn.map(({ index, start, key }) => {
          const row = rows[index] as Row;
          const isCall = row.kind === 'call';
          const isSelected = isCall && row.call.request_id === selected;
          const foldable = row.kind === 'trace' || (isCall && row.hasTools);
          const isFolded =
            row.kind === 'trace' ? folded.has(`trace ${row.traceId}`) : isCall && folded.has(row.call.request_id);
          return (
            <div
              key={key}
              role="treeitem"
              aria-level={row.kind === 'trace' ? 1 : row.kind === 'tools' ? 3 : 2}
              aria-selected={isSelected}
              aria-setsize={rows.length}
              aria-posinset={index + 1}
              aria-expanded={foldable ? !isFolded : undefined}
              data-index={index}
              data-kind={row.kind}
              tabIndex={index === Math.min(focused, rows.length - 1) ? 0 : -1}
              className={classes.row}
              style={{ transform: `translateY(${start}px)` }}
              onFocus={() => setFocused(index)}
              onKeyDown={(event) => onKeyDown(event, index)}
              onClick={() => isCall && onSelect(row.call.request_id)}
              onDoubleClick={() => isCall && onOpen(row.call.request_id)}
            >
              <div className={classes.step}>
                {foldable ? (
                  <button
                    type="button"
                    tabIndex={-1}
                    aria-hidden
                    className={classes.fold}
                    onClick={(event) => {
                      event.stopPropagation();
                      fold(row, !isFolded);
                    }}
                  >
                    {isFolded ? <IconChevronRight size={14} /> : <IconChevronDown size={14} />}
                  </button>
                ) : (
                  <span className={classes.fold} />
                )}
                <StepText row={row} />
              </div>
              {show === 'waterfall' ? <Bar row={row} axis={axis} /> : <StepFacts row={row} />}
            </div>
          );
        })}
      </div>
    </div>
  );
}

function StepText({ row }: { readonly row: Row }) {
  const { t } = useTranslation('run');
  const format = useFormat();
  if (row.kind === 'trace') {
    return (
      <b>
        {t('traceRow', { count: row.calls })} <code className={classes.dim}>{row.traceId ?? '–'}</code>
      </b>
    );
  }
  if (row.kind === 'secure') {
    return (
      <span className={classes.secure}>
        <IconShieldLock size={14} aria-hidden /> {t('fromHereSecure')}
      </span>
    );
  }
  if (row.kind === 'tools') {
    return (
      <span className={classes.dim}>
        <IconTool size={14} aria-hidden className={classes.icon} />{' '}
        {t('tools', { count: row.ids.length, step: row.number, ms: format.duration(row.ms) })}
      </span>
    );
  }
  const { call, number } = row;
  const [hit] = call.hits;
  return (
    <>
      <span className={classes.number}>{number}</span>
      <Models call={call} />
      {call.decision !== 'passed' && <DecisionWord decision={call.decision} />}
      {!['completed', 'blocked'].includes(call.status) && <StatusWord status={call.status} />}
      {hit && (
        <span className={classes.found}>
          <RuleName of={hit} />
          {call.hits.length > 1 && ` +${format.count(call.hits.length - 1)}`}
        </span>
      )}
    </>
  );
}

function StepFacts({ row }: { readonly row: Row }) {
  const format = useFormat();
  if (row.kind !== 'call') return <div className={classes.facts} />;
  const { cost, usage, timings_ms: timings } = row.call;
  return (
    <div className={classes.facts}>
      <span>{format.duration(timings.total)}</span>
      <span>{format.count(usage?.total)}</span>
      <span>
        <Money amount={cost?.amount} currency={cost?.currency} />
      </span>
    </div>
  );
}

/** A stretch of time; the part in which a call waited for its first word is drawn lighter. */
function Bar({ row, axis }: { readonly row: Row; readonly axis: Axis }) {
  const format = useFormat();
  if (row.kind === 'trace' || row.kind === 'secure') return <div className={classes.time} data-kind={row.kind} />;
  const [from, to] =
    row.kind === 'call' ? [startOf(row.call), endOf(row.call)] : [endOf(row.call), startOf(row.answeredBy)];
  const [left, right] = [axis(from), axis(to)];
  const first = row.kind === 'call' ? row.call.timings_ms.first_token : null;
  const width = Math.max(right - left, 0.004);
  const waited = first === null ? 0 : Math.min(1, (axis(from + first) - left) / width);
  return (
    <div className={classes.time}>
      <span
        className={classes.bar}
        data-kind={row.kind}
        data-route={row.kind === 'call' ? (row.call.route ?? 'none') : undefined}
        style={{ left: `${Math.min(left, 0.996) * 100}%`, width: `${width * 100}%` }}
        title={format.duration(to - from)}
      >
        {waited > 0 && <i style={{ width: `${waited * 100}%` }} />}
      </span>
    </div>
  );
}

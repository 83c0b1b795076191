import { Button } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { type KeyboardEvent, type RefObject, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DataTableHandle } from '../../components/data-table.tsx';
import { LongTable } from '../../components/long-table.tsx';
import { Waiting } from '../../components/page.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { useFormat } from '../../lib/format.ts';
import { usePreferences } from '../../lib/preferences.ts';
import type { TrafficSearch } from '../../lib/traffic-search.ts';
import type { Call } from '../../lib/call-query.ts';
import { rememberCalls } from '../../lib/call-list.ts';
import { callAt } from '../../lib/calls.ts';
import { useCopyLink } from '../../lib/copy-link.ts';
import type { useCalls } from './calls.ts';
import { CallItem } from './cells.tsx';
import { adding } from './choices.ts';
import { columnsNamed, fewColumns, useColumns } from './columns.tsx';
import { FilterByValue } from './filter-by-value.tsx';
import { NoCalls } from './no-calls.tsx';
import classes from './traffic.module.css';
import type { ChangeSearch } from './use-traffic-search.ts';

const rowKey = ({ request_id: id }: Call): string => id;
const item = (call: Call) => <CallItem call={call} />;

export interface CallListProps {
  readonly calls: ReturnType<typeof useCalls>;
  readonly search: TrafficSearch;
  readonly change: ChangeSearch;
  readonly handle: RefObject<DataTableHandle | null>;
  readonly onAway: (isAway: boolean) => void;
}

/** The calls, newest first, each a row; keys open, filter by, copy and follow the one that has the focus. */
export function CallList({ calls, search, change, handle, onAway }: CallListProps) {
  const { t } = useTranslation('traffic');
  const { shortcuts } = usePreferences();
  const copyLink = useCopyLink();
  const navigate = useNavigate();
  const isOpen = search.call !== undefined;
  const columns = useColumns(isOpen ? fewColumns : columnsNamed(search.cols));
  const [asked, setAsked] = useState<{ readonly call: Call; readonly excludes: boolean } | null>(null);
  // The page of a call goes on through this list.
  useEffect(() => rememberCalls(calls.rows.map(rowKey)), [calls.rows]);
  const open = (call: Call): void => change({ call: call.request_id }, { replace: isOpen });
  const onRowKey = (event: KeyboardEvent, call: Call): void => {
    if (shortcuts === 'off') return;
    if (event.key === 'o') void navigate(callAt(call.request_id));
    else if (event.key === 't' && call.trace_id !== null) change(adding('trace_id', call.trace_id));
    else if (event.key === 'f' || event.key === 'x') setAsked({ call, excludes: event.key === 'x' });
    else if (event.key === 'c') void copyLink(`${window.location.origin}/traffic/${call.request_id}`);
    else return;
    event.preventDefault();
  };
  if (calls.error && calls.rows.length === 0)
    return <ProblemNotice error={calls.error} onRetry={() => void calls.refetch()} />;
  if (calls.isPending) return <Waiting lines={20} />;
  if (calls.rows.length === 0)
    return calls.hasNextPage ? <SearchedTo calls={calls} /> : <NoCalls search={search} change={change} />;
  return (
    <>
      {calls.waiting !== 0 && (
        <Button
          className={classes.pill}
          size="compact-sm"
          radius="xl"
          variant="filled"
          onClick={() => {
            calls.takeWaiting();
            handle.current?.toTop();
          }}
        >
          {calls.waiting === null ? t('live.many') : t('live.waiting', { count: calls.waiting })}
        </Button>
      )}
      <LongTable
        label={t('title')}
        rows={calls.rows}
        rowKey={rowKey}
        columns={columns}
        item={item}
        selected={search.call ?? null}
        onOpen={open}
        onMove={(call) => {
          if (isOpen) open(call);
        }}
        onRowKey={onRowKey}
        onEnd={calls.hasNextPage ? calls.goOn : undefined}
        onAway={onAway}
        fresh={calls.fresh}
        handle={handle}
      />
      <SearchedTo calls={calls} />
      {asked && (
        <FilterByValue
          {...asked}
          change={change}
          onClose={() => {
            setAsked(null);
            handle.current?.focus(asked.call.request_id);
          }}
        />
      )}
    </>
  );
}

/** How far a search has come that takes long, or why it went no further. */
function SearchedTo({ calls }: Pick<CallListProps, 'calls'>) {
  const { t } = useTranslation('traffic');
  const format = useFormat();
  if (calls.isFetchNextPageError)
    return <ProblemNotice error={calls.error} onRetry={() => void calls.fetchNextPage()} />;
  if (calls.cut === null) return null;
  const time = format.minute(calls.cut.searchedTo);
  return (
    <div className={classes.strip} role="status">
      <span>{calls.cut.isStopped ? t('searched.stopped', { time }) : t('searched.so_far', { time })}</span>
      {calls.cut.isStopped && (
        <Button size="compact-xs" onClick={calls.searchOn} loading={calls.isFetchingNextPage}>
          {t('searched.on')}
        </Button>
      )}
    </div>
  );
}

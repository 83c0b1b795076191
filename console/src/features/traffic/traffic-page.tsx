import { Button, Drawer } from '@mantine/core';
import { IconFilter } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DataTableHandle } from '../../components/data-table.tsx';
import { Page } from '../../components/page.tsx';
import { RangePicker } from '../../components/range-picker.tsx';
import { WithPanel } from '../../components/side-panel.tsx';
import { useFormat } from '../../lib/format.ts';
import { useMay } from '../../lib/me.ts';
import { usePreferences } from '../../lib/preferences.ts';
import { spanOf } from '../../lib/range.ts';
import { trafficRange, type TrafficSearch } from '../../lib/traffic-search.ts';
import { useNarrow } from '../../lib/use-narrow.ts';
import { CallList } from './call-list.tsx';
import { CallPanel } from './call-panel.tsx';
import { type Facets, useCalls, useFacets } from './calls.ts';
import { FacetColumn } from './facet-column.tsx';
import { FilterBox } from './filter-box.tsx';
import { useNames } from './names.ts';
import { Summary } from './summary.tsx';
import { ColumnsMenu, ExportMenu, LinkButton, LiveButton } from './toolbar.tsx';
import classes from './traffic.module.css';
import { notUnderstood, type ChangeSearch, useTrafficSearch } from './use-traffic-search.ts';
import { ViewsMenu } from './views-menu.tsx';

/** Offered where no call tells which are in use. */
const usualCurrencies = ['USD', 'CNY', 'EUR'];

/** The calls of the record: found by filters, watched as they come, opened one by one. */
export function TrafficPage() {
  const { t } = useTranslation('traffic');
  const { t: common } = useTranslation();
  const { search, change } = useTrafficSearch();
  const mayExport = useMay('audit:export');
  const [isAway, setAway] = useState(false);
  const isNarrow = useNarrow();
  const calls = useCalls(search, isAway || search.call !== undefined);
  const { data: counted } = useFacets(search, calls.first);
  const facets = search.text === undefined ? counted : undefined;
  const names = useNames(calls.rows, facets);
  const known = facets?.costs.map(({ currency }) => currency) ?? [];
  const currencies = known.length > 0 ? known : usualCurrencies;
  const table = useRef<DataTableHandle>(null);
  const step = useStep(calls, search, change);
  const unknown = notUnderstood();
  const facetProps = { search, change, facets, names };

  return (
    <Page
      title={t('title')}
      fill
      actions={
        <>
          <Range search={search} change={change} />
          {calls.mayBeLive && <LiveButton search={search} change={change} />}
          <ViewsMenu search={search} change={change} />
          {isNarrow ? <FacetSheet {...facetProps} /> : <ColumnsMenu search={search} change={change} />}
          {mayExport && <ExportMenu search={search} />}
          <LinkButton search={search} />
        </>
      }
    >
      <FilterBox search={search} change={change} names={names} currencies={currencies} />
      {unknown.length > 0 && (
        <div className={classes.strip} role="alert">
          {common('state.unknownKeys', { keys: unknown.join(', ') })}
        </div>
      )}
      {calls.isAway && (
        <div className={classes.strip} role="status">
          {common('state.gatewayAway')}
        </div>
      )}
      <div className={classes.page}>
        {!isNarrow && search.call === undefined && (
          <aside className={classes.facets} aria-label={t('facet.label')}>
            <FacetColumn {...facetProps} />
          </aside>
        )}
        <WithPanel
          panel={
            search.call !== undefined && (
              <CallPanel
                key={search.call}
                requestId={search.call}
                known={calls.rows.find(({ request_id: id }) => id === search.call)}
                onClose={() => {
                  const { call } = search;
                  change({ call: undefined });
                  if (call !== undefined) table.current?.focus(call);
                }}
                onNext={step.next}
                onPrevious={step.previous}
              />
            )
          }
        >
          <div className={classes.list} data-dimmed={calls.isPlaceholderData || undefined}>
            <Summary facets={facets} calls={calls} />
            <CallList calls={calls} search={search} change={change} handle={table} onAway={setAway} />
          </div>
        </WithPanel>
      </div>
    </Page>
  );
}

function Range({ search, change }: { readonly search: TrafficSearch; readonly change: ChangeSearch }) {
  const { language } = usePreferences();
  const { zone } = useFormat();
  return (
    <RangePicker
      value={search}
      span={spanOf(search, trafficRange, zone, language)}
      otherwise={trafficRange}
      onChange={change}
    />
  );
}

/** At 390 px the filters are a sheet. */
function FacetSheet(props: Parameters<typeof FacetColumn>[0] & { readonly facets: Facets | undefined }) {
  const { t } = useTranslation('traffic');
  const { t: common } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button leftSection={<IconFilter size={16} />} onClick={() => setOpen(true)}>
        {t('facet.label')}
      </Button>
      <Drawer
        opened={isOpen}
        onClose={() => setOpen(false)}
        position="bottom"
        size="85%"
        title={t('facet.label')}
        closeButtonProps={{ 'aria-label': common('act.close') }}
      >
        <FacetColumn {...props} />
        <Button fullWidth variant="filled" onClick={() => setOpen(false)}>
          {t('facet.show')}
        </Button>
      </Drawer>
    </>
  );
}

/**
 * The way from the open call to its neighbours in the list, also where the call is not in it (a link, a call that came
 * since) or where the next page has to be read first: ids are in the order of time.
 */
function useStep(calls: ReturnType<typeof useCalls>, search: TrafficSearch, change: ChangeSearch) {
  const { rows, hasNextPage, fetchNextPage } = calls;
  const { call } = search;
  const next = call === undefined ? undefined : rows.find(({ request_id: id }) => id < call);
  const previous = call === undefined ? undefined : rows.findLast(({ request_id: id }) => id > call);
  const open = (id: string): void => change({ call: id }, { replace: true });
  const further = async (): Promise<void> => {
    const { data } = await fetchNextPage();
    const found = data?.pages
      .flatMap(({ items }) => items)
      .find(({ request_id: id }) => call !== undefined && id < call);
    if (found) open(found.request_id);
  };
  return {
    next: next ? () => open(next.request_id) : hasNextPage ? () => void further() : null,
    previous: previous ? () => open(previous.request_id) : null,
  };
}

import { Button, SegmentedControl, Tabs } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Page } from '../../../components/page.tsx';
import { RangePicker } from '../../../components/range-picker.tsx';
import { WithPanel } from '../../../components/side-panel.tsx';
import { useFormat } from '../../../lib/format.ts';
import { useMay } from '../../../lib/me.ts';
import { usePreferences } from '../../../lib/preferences.ts';
import { spanOf } from '../../../lib/range.ts';
import { stringifySearch } from '../../../lib/search-params.ts';
import { copyExactly } from '../copy-exactly.ts';
import { FilterChips } from '../filter-chips.tsx';
import classes from './ledger.module.css';
import { CallEntries } from './call-entries.tsx';
import { EntriesTable } from './entries-table.tsx';
import { PriceCorrections } from './price-corrections.tsx';
import { ledgerQuery } from './queries.ts';
import type { LedgerSearch } from './search.ts';
import { useMemo } from 'react';

const route = getRouteApi('/shell/costs/ledger');
const otherwise = 'this-month';
const chipNames = ['user', 'instance', 'model', 'provider', 'session_id'] as const;

/** Every amount that was booked, by which price, and what was corrected later beside what it corrects. */
export function LedgerPage() {
  const { t } = useTranslation();
  const { t: words } = useTranslation('costs');
  const search: LedgerSearch = route.useSearch();
  const navigate = route.useNavigate();
  const { zone } = useFormat();
  const { language } = usePreferences();
  const seesPrices = useMay('catalogue:read');
  const span = useMemo(() => spanOf(search, otherwise, zone, language), [search, zone, language]);
  const query = ledgerQuery(search, span);
  const go = (changes: Partial<LedgerSearch>): void =>
    void navigate({ search: (before) => ({ ...before, call: undefined, ...changes }) });
  const tab = seesPrices && search.tab === 'corrections' ? 'corrections' : 'entries';
  return (
    <Page
      fill
      title={t('nav.ledger')}
      about={words('ledger.about')}
      actions={
        tab === 'entries' && (
          <>
            <RangePicker value={search} span={span} otherwise={otherwise} onChange={go} />
            <Button
              component="a"
              href={`/api/costs/ledger${stringifySearch({ ...query, format: 'csv' })}`}
              download
              leftSection={<IconDownload size={16} />}
            >
              {words('export.csvNow')}
            </Button>
          </>
        )
      }
    >
      {seesPrices && (
        <Tabs value={tab} onChange={(next) => go({ tab: next === 'corrections' ? 'corrections' : undefined })}>
          <Tabs.List>
            <Tabs.Tab value="entries">{words('ledger.entries')}</Tabs.Tab>
            <Tabs.Tab value="corrections">{words('ledger.priceCorrections')}</Tabs.Tab>
          </Tabs.List>
        </Tabs>
      )}
      {tab === 'corrections' ? (
        <PriceCorrections />
      ) : (
        <>
          <div className={classes.filters}>
            <SegmentedControl
              aria-label={words('ledger.entry')}
              value={search.entry ?? 'all'}
              onChange={(entry) => go({ entry: entry === 'all' ? undefined : entry })}
              data={(['all', 'charge', 'correction'] as const).map((value) => ({
                value,
                label: words(`ledger.${value}`),
              }))}
            />
            <SegmentedControl
              aria-label={words('filter.kind')}
              value={search.kind ?? 'all'}
              onChange={(kind) => go({ kind: kind === 'all' ? undefined : kind })}
              data={(['all', 'estimated_cost', 'internal_cost'] as const).map((value) => ({
                value,
                label: words(`kind.${value === 'all' ? 'all' : value === 'internal_cost' ? 'internal' : 'external'}`),
              }))}
            />
            <FilterChips names={chipNames} chosen={search} onChange={go} />
          </div>
          <WithPanel
            panel={search.call && <CallEntries requestId={search.call} onClose={() => go({ call: undefined })} />}
          >
            <div className={classes.table} onCopy={copyExactly}>
              <EntriesTable query={query} open={search.call ?? null} onOpen={(call) => go({ call })} />
            </div>
          </WithPanel>
        </>
      )}
    </Page>
  );
}

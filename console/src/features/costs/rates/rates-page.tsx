import { Button, Select, TextInput } from '@mantine/core';
import { IconUpload } from '@tabler/icons-react';
import { infiniteQueryOptions, keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Column } from '../../../components/data-table.tsx';
import { LongTable } from '../../../components/long-table.tsx';
import { Empty } from '../../../components/empty.tsx';
import { Page, Waiting } from '../../../components/page.tsx';
import { ProblemNotice } from '../../../components/problem-notice.tsx';
import { answer, api, type paths } from '../../../lib/api.ts';
import { useFormat } from '../../../lib/format.ts';
import { useMay } from '../../../lib/me.ts';
import { Day } from '../day.tsx';
import classes from './rates.module.css';
import type { RatesSearch } from './search.ts';
import { UploadRates } from './upload-rates.tsx';
import { useKnownCurrencies } from './known-currencies.ts';

const route = getRouteApi('/shell/costs/rates');
type Rate = paths['/api/exchange-rates']['get']['responses']['200']['content']['application/json']['items'][number];

function ratesQuery({ currency, base, from, to }: RatesSearch) {
  const isDay = (text: string | undefined): boolean => /^\d{4}-\d{2}-\d{2}$/.test(text ?? '');
  const query = {
    ...(currency && { currency: [currency] }),
    ...(base && { base: [base] }),
    ...(isDay(from) && { from }),
    ...(isDay(to) && { to }),
  };
  return infiniteQueryOptions({
    queryKey: ['exchange-rates', query],
    queryFn: ({ pageParam }) =>
      answer(
        api.GET('/api/exchange-rates', {
          params: { query: { ...query, limit: 200, ...(pageParam && { cursor: pageParam }) } },
        }),
      ),
    initialPageParam: '',
    getNextPageParam: ({ next_cursor }) => next_cursor ?? undefined,
    placeholderData: keepPreviousData,
  });
}

/** Rates that came from files; none is ever fetched. */
export function RatesPage() {
  const { t } = useTranslation('costs');
  const { t: common } = useTranslation();
  const search: RatesSearch = route.useSearch();
  const navigate = route.useNavigate();
  const format = useFormat();
  const mayChange = useMay('policy:change');
  const [isUploading, setUploading] = useState(false);
  const rates = useInfiniteQuery(ratesQuery(search));
  const known = useKnownCurrencies();
  const go = (changes: Partial<RatesSearch>): void =>
    void navigate({ search: (before) => ({ ...before, ...changes }) });
  const rows = rates.data?.pages.flatMap(({ items }) => items) ?? [];
  const exact = (rate: string) => (
    <span className={classes.figure} data-exact={rate}>
      {format.amount(rate, 'all')}
    </span>
  );
  const columns: readonly Column<Rate>[] = [
    { key: 'day', header: t('by.day'), width: '150px', cell: (rate) => <Day day={rate.day} /> },
    { key: 'base', header: t('rate.base'), width: '120px', cell: ({ base }) => t('rate.one', { currency: base }) },
    { key: 'rate', header: t('rate.rate'), width: '200px', align: 'end', cell: ({ rate }) => exact(rate) },
    { key: 'currency', header: t('filter.currency'), cell: ({ currency }) => currency },
  ];
  const upload = mayChange && (
    <Button variant="filled" leftSection={<IconUpload size={16} />} onClick={() => setUploading(true)}>
      {t('rate.upload')}
    </Button>
  );
  const isFiltered = Object.values(search).some((value) => value !== undefined);
  return (
    <Page fill title={common('nav.rates')} about={t('rate.about')} actions={upload}>
      {(rows.length > 0 || isFiltered) && (
        <div className={classes.filters}>
          <Select
            label={t('filter.currency')}
            placeholder={t('kind.all')}
            data={known}
            value={search.currency ?? null}
            onChange={(currency) => go({ currency: currency ?? undefined })}
            clearable
            searchable
            w={120}
          />
          <Select
            label={t('rate.base')}
            placeholder={t('kind.all')}
            data={known}
            value={search.base ?? null}
            onChange={(base) => go({ base: base ?? undefined })}
            clearable
            searchable
            w={120}
          />
          <TextInput
            type="date"
            label={common('range.from')}
            value={search.from ?? ''}
            onChange={(event) => go({ from: event.currentTarget.value || undefined })}
          />
          <TextInput
            type="date"
            label={t('rate.until')}
            value={search.to ?? ''}
            onChange={(event) => go({ to: event.currentTarget.value || undefined })}
          />
          {known.length > 0 && (
            <p className={classes.reports}>
              {t('rate.reports')}{' '}
              {known.slice(0, 6).map((also) => (
                <Link key={also} to="/costs" search={{ also }}>
                  {also}
                </Link>
              ))}
            </p>
          )}
        </div>
      )}
      {rates.error ? (
        <ProblemNotice error={rates.error} onRetry={() => void rates.refetch()} />
      ) : !rates.data ? (
        <Waiting />
      ) : rows.length === 0 ? (
        <Empty>{isFiltered ? t('rate.noneFound') : t('rate.empty')}</Empty>
      ) : (
        <LongTable
          label={common('nav.rates')}
          columns={columns}
          rows={rows}
          rowKey={(rate) => `${rate.day} ${rate.currency} ${rate.base}`}
          onEnd={() => {
            if (rates.hasNextPage && !rates.isFetchingNextPage) void rates.fetchNextPage();
          }}
          item={(rate) => (
            <div>
              <div>
                {t('rate.one', { currency: rate.base })} = {exact(rate.rate)} {rate.currency}
              </div>
              <div className={classes.below}>
                <Day day={rate.day} />
              </div>
            </div>
          )}
        />
      )}
      {isUploading && <UploadRates onClose={() => setUploading(false)} />}
    </Page>
  );
}

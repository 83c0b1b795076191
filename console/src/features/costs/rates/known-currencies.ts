import { queryOptions, useQuery } from '@tanstack/react-query';
import { answer, api } from '../../../lib/api.ts';

const latestRatesQuery = queryOptions({
  queryKey: ['exchange-rates', 'currencies'],
  queryFn: () => answer(api.GET('/api/exchange-rates', { params: { query: { limit: 200 } } })),
  staleTime: 60_000,
});

/** The currencies of the latest rates, by code. */
export function useKnownCurrencies(): string[] {
  const { data } = useQuery(latestRatesQuery);
  return [...new Set(data?.items.flatMap(({ currency, base }) => [currency, base]))].toSorted();
}

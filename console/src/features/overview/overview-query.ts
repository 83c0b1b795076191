import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { answer, api, type paths } from '../../lib/api.ts';
import { endsNow, type RangeSearch, spanOf } from '../../lib/range.ts';

export type Overview = paths['/api/overview']['get']['responses']['200']['content']['application/json'];
export type Attention = Overview['attention']['items'][number];

/** Reads anew by itself while its range ends now. */
export function overviewQuery(search: RangeSearch, zone: string, language: string) {
  return queryOptions({
    queryKey: ['overview', search, zone, language],
    queryFn: () => {
      const query = { ...spanOf(search, '24h', zone, language), time_zone: zone };
      return answer(api.GET('/api/overview', { params: { query } }));
    },
    staleTime: 0,
    placeholderData: keepPreviousData,
    refetchInterval: endsNow(search) ? 30_000 : false,
  });
}

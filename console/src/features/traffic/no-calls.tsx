import { Button } from '@mantine/core';
import { useQueries } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ButtonLink } from '../../components/button-link.tsx';
import { Empty } from '../../components/empty.tsx';
import { answer, api, type paths } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { noFilter, queryOf, type TrafficSearch } from '../../lib/traffic-search.ts';
import { useChips } from './chips.ts';
import type { ChangeSearch } from './use-traffic-search.ts';

type FacetsQuery = NonNullable<paths['/api/invocations/facets']['get']['parameters']['query']>;

const helpMax = 6;

export interface NoCallsProps {
  readonly search: TrafficSearch;
  readonly change: ChangeSearch;
}

/** Why there are none, and which one step would show some. */
export function NoCalls({ search, change }: NoCallsProps) {
  const { t } = useTranslation('traffic');
  const format = useFormat();
  const chips = useChips(search, new Map());
  const wider: TrafficSearch = { ...search, ...noFilter, range: '90d', from: undefined, to: undefined };
  const asked =
    chips.length === 0 ? [wider] : chips.slice(0, helpMax).map(({ remove }) => ({ ...search, ...remove(search) }));
  const counted = useQueries({
    queries: asked.map((one) => ({
      queryKey: ['calls without', one],
      enabled: one.text === undefined,
      queryFn: async () => {
        const query = queryOf(one) as FacetsQuery;
        return (await answer(api.GET('/api/invocations/facets', { params: { query } }))).calls;
      },
    })),
  }).map(({ data = 0 }) => data);
  const most = Math.max(0, ...counted);
  const best = chips[counted.indexOf(most)];

  if (chips.length === 0 && most > 0)
    return (
      <Empty
        action={
          <Button variant="filled" onClick={() => change({ range: '90d', from: undefined, to: undefined })}>
            {t('empty.widen')}
          </Button>
        }
      >
        {t('empty.range')}
      </Empty>
    );
  if (chips.length === 0)
    return (
      <Empty
        action={
          <ButtonLink variant="filled" link={{ to: '/start' }}>
            {t('empty.snippet')}
          </ButtonLink>
        }
      >
        {t('empty.never')}
      </Empty>
    );
  if (best === undefined || most === 0)
    return (
      <Empty
        action={
          <Button variant="filled" onClick={() => change(noFilter)}>
            {t('empty.clear')}
          </Button>
        }
      >
        {t('empty.filters', { count: chips.length })}
      </Empty>
    );
  return (
    <Empty
      action={
        <Button variant="filled" onClick={() => change(best.remove)}>
          {t('empty.remove')}
        </Button>
      }
    >
      {t('empty.without', {
        count: chips.length,
        name: best.name,
        calls: format.count(most),
      })}
    </Empty>
  );
}

import { useTranslation } from 'react-i18next';
import type { Decision, Route, Status } from '../../components/words.tsx';
import { useFormat } from '../../lib/format.ts';
import { type ListKey, listKeys, type TrafficSearch } from '../../lib/traffic-search.ts';
import { type Choice, without } from './choices.ts';
import type { Names } from './names.ts';

/** One thing that a list is filtered by. */
export interface ChipOf {
  readonly id: string;
  readonly kind: Choice['kind'];
  readonly value: string;
  readonly remove: (search: TrafficSearch) => Partial<TrafficSearch>;
}

/** What the values of filters are called. */
export function useShown(names?: Names): (key: ListKey, value: string) => string {
  const { t } = useTranslation('traffic');
  const { t: common } = useTranslation();
  return (key, value) => {
    if (key === 'decision') return common(`decision.${value as Decision}`);
    if (key === 'route') return common(`route.${value as Route}`);
    if (key === 'status') return common(`status.${value as Status}`);
    if (key === 'without') return t(`without.${value as 'user'}`);
    return names?.get(`${key}:${value}`) ?? value;
  };
}

/** What a search filters by, in words. The range is no part of it: there always is one. */
export function useChips(search: TrafficSearch, names: Names): ChipOf[] {
  const { t } = useTranslation('traffic');
  const shown = useShown(names);
  const format = useFormat();
  const chips: ChipOf[] = listKeys.flatMap((key) =>
    (search[key] ?? []).map((value) => ({
      id: `${key}:${value}`,
      kind: key,
      value: shown(key, value),
      remove: without(key, value),
    })),
  );
  const { found, estimated_usage: estimated, text, cost_min: cost, currency, latency_min_ms: latency } = search;
  if (found !== undefined)
    chips.push({ id: 'found', kind: 'found', value: t(`found.${found}`), remove: () => ({ found: undefined }) });
  if (estimated !== undefined) {
    const remove = (): Partial<TrafficSearch> => ({ estimated_usage: undefined });
    chips.push({ id: 'estimated', kind: 'estimated', value: t('estimated'), remove });
  }
  if (cost !== undefined || currency !== undefined) {
    const value = cost === undefined ? (currency ?? '') : `≥ ${format.amount(cost, 'all')} ${currency ?? ''}`;
    const remove = (): Partial<TrafficSearch> => ({ cost_min: undefined, currency: undefined });
    chips.push({ id: 'cost', kind: 'cost', value, remove });
  }
  if (latency !== undefined) {
    const value = `≥ ${format.duration(Number(latency))}`;
    chips.push({ id: 'latency', kind: 'latency', value, remove: () => ({ latency_min_ms: undefined }) });
  }
  if (text !== undefined)
    chips.push({ id: 'text', kind: 'text', value: `“${text}”`, remove: () => ({ text: undefined }) });
  return chips;
}

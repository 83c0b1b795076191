import { useTranslation } from 'react-i18next';
import type { Decision, Route, Status } from '../../components/words.tsx';
import { useFormat } from '../../lib/format.ts';
import { exclusionOf, type ListKey, listKeys, plainOf, type TrafficSearch } from '../../lib/traffic-search.ts';
import { adding, type Choice, without } from './choices.ts';
import type { Names } from './names.ts';

/** One thing that a list is filtered by. */
export interface ChipOf {
  readonly id: string;
  /** What it filters by, with the value. */
  readonly name: string;
  readonly remove: (search: TrafficSearch) => Partial<TrafficSearch>;
  /** Excludes what is filtered by, or the other way round, where that can be. */
  readonly turn: { readonly name: string; readonly change: (search: TrafficSearch) => Partial<TrafficSearch> } | null;
}

/** What the values of filters are called. */
export function useShown(names?: Names): (key: ListKey, value: string) => string {
  const { t } = useTranslation('traffic');
  const { t: common } = useTranslation();
  return (listed, value) => {
    const { plain: key } = plainOf(listed);
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
  const nameOf = (kind: Choice['kind'], value: string): string => t('filter.chip', { key: t(`key.${kind}`), value });
  const nameIn = (listed: ListKey, value: string): string => {
    const { plain, isNot } = plainOf(listed);
    const told = shown(plain, value);
    return isNot ? t('filter.not', { key: t(`key.${plain}`), value: told }) : nameOf(plain, told);
  };
  const chips: ChipOf[] = listKeys.flatMap((key) => {
    const { plain, isNot } = plainOf(key);
    const opposite = isNot ? plain : exclusionOf(key);
    return (search[key] ?? []).map((value) => ({
      id: `${key}:${value}`,
      name: nameIn(key, value),
      remove: without(key, value),
      turn: opposite && { name: nameIn(opposite, value), change: adding(opposite, value) },
    }));
  });
  const add = (kind: Choice['kind'], value: string, ...keys: readonly (keyof TrafficSearch)[]): void => {
    const remove = (): Partial<TrafficSearch> => Object.fromEntries(keys.map((key) => [key, undefined]));
    chips.push({ id: kind, name: nameOf(kind, value), remove, turn: null });
  };
  const { found, estimated_usage: estimated, text, cost_min: cost, currency, latency_min_ms: latency } = search;
  if (found !== undefined) add('found', t(`found.${found}`), 'found');
  if (estimated !== undefined) add('estimated', t('estimated'), 'estimated_usage');
  if (cost !== undefined || currency !== undefined) {
    const value = cost === undefined ? (currency ?? '') : `≥ ${format.amount(cost, 'all')} ${currency ?? ''}`;
    add('cost', value, 'cost_min', 'currency');
  }
  if (latency !== undefined) add('latency', `≥ ${format.duration(Number(latency))}`, 'latency_min_ms');
  if (text !== undefined) add('text', `“${text}”`, 'text');
  return chips;
}

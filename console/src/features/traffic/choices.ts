import type { paths } from '../../lib/api.ts';
import { type RangeName, rangeNames } from '../../lib/range.ts';
import type { RuleNames } from '../../lib/rule-names.ts';
import {
  decisionNames,
  exclusionOf,
  type ListKey,
  type PlainKey,
  plainOf,
  routeNames,
  statusNames,
  type TrafficSearch,
} from '../../lib/traffic-search.ts';

/** What typing may mean: a change of the search, with the words for it. */
export interface Choice {
  readonly id: string;
  readonly kind: PlainKey | 'range' | 'found' | 'estimated' | 'text' | 'cost' | 'latency';
  readonly label: string;
  readonly detail?: string | undefined;
  readonly change: (search: TrafficSearch) => Partial<TrafficSearch>;
}

/** A word of the interface with what it is called in both languages. */
interface Word {
  readonly choice: Choice;
  readonly names: readonly string[];
}

type Suggestion =
  paths['/api/search/suggestions']['get']['responses']['200']['content']['application/json']['items'][number];

/** Adds a value to what a key is filtered by, or excluded by. It is not both. */
export function adding(key: ListKey, value: string) {
  const { plain, isNot } = plainOf(key);
  const opposite = isNot ? plain : exclusionOf(key);
  return (search: TrafficSearch): Partial<TrafficSearch> => ({
    ...(opposite !== null && without(opposite, value)(search)),
    [key]: [...new Set([...(search[key] ?? []), value])],
  });
}

/** Takes a value out again. */
export function without(key: ListKey, value: string) {
  return (search: TrafficSearch): Partial<TrafficSearch> => {
    const left = (search[key] ?? []).filter((one) => one !== value);
    return { [key]: left.length > 0 ? left : undefined };
  };
}

/** @param say the words of a key in one language, the first in the language that is shown */
export function wordsOf(say: readonly ((key: string) => string)[]): Word[] {
  const word = (kind: Choice['kind'], value: string, key: string, change: Choice['change']): Word => {
    const names = say.map((text) => text(key));
    return { names, choice: { id: `${kind}:${value}`, kind, label: names[0] ?? value, change } };
  };
  const list = (kind: 'decision' | 'route' | 'status', values: readonly string[]): Word[] =>
    values.map((value) => word(kind, value, `${kind}.${value}`, adding(kind, value)));
  return [
    ...list('decision', decisionNames),
    ...list('route', routeNames),
    ...list('status', statusNames),
    ...rangeNames.map((range: RangeName) =>
      word('range', range, `range.${range}`, () => ({ range, from: undefined, to: undefined })),
    ),
  ];
}

const units: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, min: 60_000 };

/** What a text means by itself: ids, amounts, durations, quoted text, and words of the interface in both languages. */
export function readWords(typed: string, words: readonly Word[], currencies: readonly string[]): Choice[] {
  const text = typed.trim();
  if (text === '') return [];
  const [, quoted] = /^["“「](.+?)["”」]?$/.exec(text) ?? [];
  if (quoted !== undefined)
    return [{ id: 'text', kind: 'text', label: `“${quoted}”`, change: () => ({ text: quoted }) }];
  return [...idsIn(text), ...amountsIn(text, currencies), ...wordsIn(text.toLowerCase(), words)];
}

function idsIn(text: string): Choice[] {
  if (!/^(?:req|trc|ses)_[\w-]+$/.test(text)) return [];
  const keys = text.startsWith('req_') ? (['request_id'] as const) : (['trace_id', 'session_id'] as const);
  const ordered = text.startsWith('ses_') ? keys.toReversed() : keys;
  return ordered.map((kind) => ({ id: kind, kind, label: text, change: adding(kind, text) }));
}

function amountsIn(text: string, currencies: readonly string[]): Choice[] {
  const cost = /^(?:cost|费用)\s*[>≥＞]=?\s*(\d+(?:\.\d+)?)\s*([a-z]{3})?$/i.exec(text);
  if (cost) {
    const [, amount = '', named] = cost;
    const of = named === undefined ? currencies : [named.toUpperCase()];
    return of.map((currency) => ({
      id: `cost:${currency}`,
      kind: 'cost',
      label: `≥ ${amount} ${currency}`,
      change: () => ({ cost_min: amount, currency }),
    }));
  }
  const [, time, unit = 'ms'] = /^(?:latency|耗时)\s*[>≥＞]=?\s*(\d+(?:\.\d+)?)\s*(ms|s|m|min)?$/i.exec(text) ?? [];
  if (time === undefined) return [];
  const ms = String(Number(time) * (units[unit.toLowerCase()] ?? 1));
  return [{ id: 'latency', kind: 'latency', label: `≥ ${time} ${unit}`, change: () => ({ latency_min_ms: ms }) }];
}

/** Words that are the text, then those that begin so. One letter is too little to guess by. */
function wordsIn(text: string, words: readonly Word[]): Choice[] {
  const is = (test: (name: string) => boolean): Choice[] =>
    words.filter(({ names }) => names.some((name) => test(name.toLowerCase()))).map(({ choice }) => choice);
  const begun = text.length > 1 || /\p{Script=Han}/u.test(text) ? is((name) => name.startsWith(text)) : [];
  return [...new Set([...is((name) => name === text), ...begun])];
}

/**
 * What the gateway knows by a name.
 * @param nameOf what a rule is called in the reader's language
 */
export function choiceOf({ key, value, name, detail }: Suggestion, nameOf: RuleNames['nameOf']): Choice {
  return {
    id: `${key}:${value}`,
    kind: key,
    label: key === 'rule' ? nameOf(value, name) : name,
    detail: detail === name ? undefined : (detail ?? undefined),
    change: adding(key, value),
  };
}

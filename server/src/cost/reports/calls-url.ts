import type { CostKey } from './dimensions.ts';
import type { LinePlace } from './lines.queries.ts';

/** Milliseconds since the epoch; of what an hour, a day or a month begins and ends with. */
export interface Bounds {
  readonly fromMs: number;
  readonly toMs: number;
}

/** What a search of the record is asked with. */
export type SearchQuery = readonly (readonly [name: string, value: string])[];

/** How the search calls these: what is not here, is a time. */
const parameters: Readonly<Partial<Record<CostKey, string>>> = {
  user: 'user',
  instance: 'instance',
  model: 'model',
  provider: 'provider',
  route: 'route',
  key: 'key',
  cost_centre: 'cost_centre',
  session: 'session_id',
  trace: 'trace_id',
};

/**
 * The search that lists exactly the calls of a line.
 * @param asked what the report itself was filtered by, without its window
 * @param window of the report; null where it has no bound
 * @param boundsOf where a line's hour, day or month begins and ends
 */
export function callsUrl(
  asked: SearchQuery,
  window: { readonly from?: string | undefined; readonly to?: string | undefined },
  by: readonly CostKey[],
  { keys, owners }: LinePlace,
  boundsOf: (by: CostKey, key: string) => Bounds,
): string {
  const query = new URLSearchParams();
  for (const [name, value] of asked) query.append(name, value);
  let fromMs = window.from === undefined ? -Infinity : Date.parse(window.from);
  let toMs = window.to === undefined ? Infinity : Date.parse(window.to);
  const set = (name: string, value: string): void =>
    value === '' ? query.append('without', name) : query.append(name, value);
  for (const [index, one] of by.entries()) {
    const name = parameters[one];
    const key = keys[index] ?? '';
    if (name === undefined) {
      const bounds = boundsOf(one, key);
      fromMs = Math.max(fromMs, bounds.fromMs);
      toMs = Math.min(toMs, bounds.toMs);
      continue;
    }
    // Two values of one name would mean any of them: what the line says is within what was asked.
    query.delete(name);
    set(name, key);
    if (one !== 'session' && one !== 'trace') continue;
    query.delete('user');
    set('user', owners[index] ?? '');
  }
  if (fromMs !== -Infinity) query.set('from', new Date(fromMs).toISOString());
  if (toMs !== Infinity) query.set('to', new Date(toMs).toISOString());
  const text = query.toString();
  return text === '' ? '/api/invocations' : `/api/invocations?${text}`;
}

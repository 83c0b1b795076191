import { queryOptions } from '@tanstack/react-query';
import { answer, api, type paths, type Schemas } from '../../lib/api.ts';

export type Rule = Schemas['Rule'];
export type RuleTest = NonNullable<paths['/api/rules/test']['post']['requestBody']>['content']['application/json'];
export type RuleTestResult = paths['/api/rules/test']['post']['responses']['200']['content']['application/json'];
export type Hit = RuleTestResult['hits'][number];
export type Statistics = Awaited<ReturnType<typeof readStatistics>>[number];

export const categories = ['privacy', 'enterprise', 'finance', 'security'] as const;
export const severities = ['low', 'medium', 'high'] as const;
export const actions = ['allow', 'redact', 'route_secure_model', 'block'] as const;
export const scopes = ['system', 'user', 'assistant', 'tool_call', 'tool_result', 'tool_definitions', 'other'] as const;

interface PageOf<Item> {
  readonly items: readonly Item[];
  readonly next_cursor: string | null;
}

/** All items of a list that is short enough to be looked at as a whole. */
export async function allPages<Item>(read: (cursor: string | undefined) => Promise<PageOf<Item>>): Promise<Item[]> {
  const items: Item[] = [];
  let cursor: string | undefined;
  do {
    const page = await read(cursor);
    items.push(...page.items);
    cursor = page.next_cursor ?? undefined;
  } while (cursor !== undefined);
  return items;
}

/** The rules as they are in force: a few hundred. */
export const rulesQuery = queryOptions({
  queryKey: ['rules'],
  queryFn: () =>
    allPages((cursor) =>
      answer(api.GET('/api/rules', { params: { query: { limit: 200, ...(cursor !== undefined && { cursor }) } } })),
    ),
});

const dayMs = 86_400_000;

/** The days of UTC that the figures of rules are of: today and six before it. */
export function lastSevenDays(): { readonly days: readonly string[]; readonly from: string; readonly to: string } {
  const days = Array.from({ length: 7 }, (_, ago) =>
    new Date(Date.now() - (6 - ago) * dayMs).toISOString().slice(0, 10),
  );
  const [first = '', last = ''] = [days[0], days.at(-1)];
  const to = new Date(Date.parse(last) + dayMs).toISOString();
  return { days, from: new Date(first).toISOString(), to };
}

async function readStatistics() {
  const { days } = lastSevenDays();
  const query = { from: days[0] ?? '', to: days.at(-1) ?? '' };
  return (await answer(api.GET('/api/rules/statistics', { params: { query } }))).items;
}

/** How each rule did within the last seven days, by its id. */
export const statisticsQuery = queryOptions({
  queryKey: ['rule statistics'],
  queryFn: async () => new Map((await readStatistics()).map((one) => [one.rule, one])),
});

/** What a rule may name. */
export const checksQuery = queryOptions({
  queryKey: ['rule checks'],
  queryFn: () => answer(api.GET('/api/rule-checks')),
  staleTime: Infinity,
});

export const fingerprintSetsQuery = queryOptions({
  queryKey: ['fingerprint sets'],
  queryFn: () =>
    allPages((cursor) =>
      answer(
        api.GET('/api/fingerprint-sets', {
          params: { query: { limit: 200, ...(cursor !== undefined && { cursor }) } },
        }),
      ),
    ),
});

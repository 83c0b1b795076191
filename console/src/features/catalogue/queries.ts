import { queryOptions } from '@tanstack/react-query';
import { allPages } from '../../lib/all-pages.ts';
import { answer, api, type paths } from '../../lib/api.ts';
import { callsIn } from '../../lib/calls.ts';
import { spanOf } from '../../lib/range.ts';

type Answered<Path extends keyof paths> = paths[Path] extends {
  get: { responses: { 200: { content: { 'application/json': infer Body } } } };
}
  ? Body
  : never;
type Item<List> = List extends { items: (infer One)[] } ? One : never;
type Asked<Operation> = Operation extends { requestBody?: { content: { 'application/json': infer Body } } }
  ? Body
  : never;

export type Model = Item<Answered<'/api/models'>>;
export type PriceVersion = Item<Answered<'/api/models/{id}/prices'>>;
export type NewPrice = Asked<paths['/api/models/{id}/prices']['post']>;
export type Suggestion = Item<Answered<'/api/prices/suggestions'>>;
export type Correction = Item<Answered<'/api/price-corrections'>>;
export type Provider = Item<Answered<'/api/providers'>>;
export type ProviderInput = Asked<paths['/api/providers']['post']>;
export type Preset = Item<Answered<'/api/provider-presets'>>;
export type Grant = Item<Answered<'/api/grants'>>;
export type Grantee = Grant['to'];
export type ModelAccess = Item<Answered<'/api/models/{id}/access'>>;
export type OwnAccess = Item<Answered<'/api/users/{id}/access'>>;
export type PreviewRequest = Asked<paths['/api/models/preview']['post']>;
export type ConnectionTest = paths['/api/providers/test']['post']['responses']['200']['content']['application/json'];
export type Discovery =
  paths['/api/providers/{id}/discover']['post']['responses']['200']['content']['application/json'];

/** Everything that a change of the catalogue may have changed has keys that begin so. */
export const catalogueKey = ['catalogue'] as const;

const limit = 200;

export const modelsQuery = queryOptions({
  queryKey: [...catalogueKey, 'models'],
  queryFn: () => allPages((cursor) => answer(api.GET('/api/models', { params: { query: { limit, cursor } } }))),
});

export const providersQuery = queryOptions({
  queryKey: [...catalogueKey, 'providers'],
  queryFn: () => allPages((cursor) => answer(api.GET('/api/providers', { params: { query: { limit, cursor } } }))),
});

export const presetsQuery = queryOptions({
  queryKey: [...catalogueKey, 'presets'],
  queryFn: () =>
    allPages((cursor) => answer(api.GET('/api/provider-presets', { params: { query: { limit, cursor } } }))),
  staleTime: Infinity,
});

/** The price of each model that is in force now, by the model's id. */
export const pricesNowQuery = queryOptions({
  queryKey: [...catalogueKey, 'prices now'],
  queryFn: async () => {
    const at = new Date().toISOString();
    const prices = await allPages((cursor) =>
      answer(api.GET('/api/prices', { params: { query: { limit, cursor, at } } })),
    );
    return new Map(prices.map((price) => [price.model_id, price]));
  },
});

export const grantsQuery = queryOptions({
  queryKey: [...catalogueKey, 'grants'],
  queryFn: () => allPages((cursor) => answer(api.GET('/api/grants', { params: { query: { limit, cursor } } }))),
});

export const groupsQuery = queryOptions({
  queryKey: [...catalogueKey, 'groups'],
  queryFn: () => allPages((cursor) => answer(api.GET('/api/groups', { params: { query: { limit, cursor } } }))),
});

export const usersQuery = queryOptions({
  queryKey: [...catalogueKey, 'users'],
  queryFn: () => allPages((cursor) => answer(api.GET('/api/users', { params: { query: { limit, cursor } } }))),
});

export const instancesQuery = queryOptions({
  queryKey: [...catalogueKey, 'instances'],
  queryFn: () => allPages((cursor) => answer(api.GET('/api/instances', { params: { query: { limit, cursor } } }))),
});

export const driftQuery = queryOptions({
  queryKey: [...catalogueKey, 'drift'],
  queryFn: () => answer(api.GET('/api/catalogue-drift')),
});

const ofInstance = 'instance:';

/** Whose calls are meant: an e-mail, `instance:ID`, or anybody. */
export function askedAs(as: string | undefined): Pick<PreviewRequest, 'user' | 'instance'> {
  if (as === undefined) return {};
  return as.startsWith(ofInstance) ? { instance: as.slice(ofInstance.length) } : { user: as };
}

export const previewQuery = (body: PreviewRequest) =>
  queryOptions({
    queryKey: [...catalogueKey, 'preview', body],
    queryFn: () => answer(api.POST('/api/models/preview', { body })),
    placeholderData: (before) => before,
  });

/** Whether the secure path would connect to a model's host, and what that resolves to now. */
export const securePathQuery = ({ id, revision }: Pick<Model, 'id' | 'revision'>) =>
  queryOptions({
    queryKey: [...catalogueKey, 'secure path', id, revision],
    queryFn: () => answer(api.GET('/api/models/{id}/secure-path', { params: { path: { id } } })),
  });

interface Use {
  readonly calls: number;
  readonly completed: number;
  /** To exactly these. */
  readonly link: ReturnType<typeof callsIn>;
}

/** Calls of the last seven days by model or provider, by its name. */
export const usageQueryOf = (by: 'model' | 'provider') =>
  queryOptions({
    queryKey: [...catalogueKey, 'use', by],
    queryFn: async () => {
      const { from, to } = spanOf({ range: '7d' }, '7d', 'UTC', 'en');
      const lines = await allPages(async (cursor) => {
        const query = { limit, cursor, from, to };
        const page = await answer(api.GET('/api/costs/by/{key}', { params: { path: { key: by }, query } }));
        if (typeof page === 'string') throw new TypeError('a report as JSON was asked for');
        return page;
      });
      return new Map(
        lines.map(({ key, name, calls, completed_calls, calls_url }): [string, Use] => [
          name ?? key ?? '',
          {
            calls,
            completed: completed_calls,
            link: callsIn(calls_url),
          },
        ]),
      );
    },
    staleTime: 60_000,
  });

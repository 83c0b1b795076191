import { queryOptions } from '@tanstack/react-query';
import { answer, api, type paths } from '../../lib/api.ts';

type AnswerOf<Path extends '/api/audit/health' | '/api/audit/log' | '/api/erasures' | '/api/legal-holds'> =
  paths[Path]['get']['responses'][200]['content']['application/json'];

export type Health = AnswerOf<'/api/audit/health'>;
export type Verification = NonNullable<Health['verification']>;
export type Chain = Health['chains'][number];
export type Checkpoint = NonNullable<Health['checkpoint']>;
export type Entry = AnswerOf<'/api/audit/log'>['items'][number];
export type Erasure = AnswerOf<'/api/erasures'>['items'][number];
export type Hold = AnswerOf<'/api/legal-holds'>['items'][number];

export const healthQuery = queryOptions({
  queryKey: ['record health'],
  queryFn: () => answer(api.GET('/api/audit/health')),
  refetchInterval: 10_000,
});

/** The newest verification, whether it runs or is over; looked at often while it runs. */
export const newestVerificationQuery = queryOptions({
  queryKey: ['newest verification'],
  queryFn: async () => {
    const { items } = await answer(api.GET('/api/audit/verifications', { params: { query: { limit: 1 } } }));
    return items[0] ?? null;
  },
  refetchInterval: ({ state }) => (state.data?.state === 'running' ? 500 : 10_000),
});

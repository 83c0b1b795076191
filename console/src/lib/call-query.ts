import { queryOptions } from '@tanstack/react-query';
import { answer, api, type Schemas } from './api.ts';

/** One call of the record, without any of its text. */
export type Call = Schemas['Invocation'];
export type Hit = Call['hits'][number];

/** A call that still runs is read anew until it ended. */
export const callQuery = (requestId: string) =>
  queryOptions({
    queryKey: ['call', requestId],
    queryFn: () => answer(api.GET('/api/invocations/{request_id}', { params: { path: { request_id: requestId } } })),
    refetchInterval: ({ state }) => (state.data?.status === 'open' ? 2000 : false),
  });

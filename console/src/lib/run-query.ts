import { queryOptions } from '@tanstack/react-query';
import { answer, api, type paths } from './api.ts';

export type RunKind = 'trace' | 'session';
export type Run = paths['/api/traces/{trace_id}']['get']['responses']['200']['content']['application/json'];
export type RunCall = Run['items'][number];

const callsAtOnce = 1000;

/** All calls of a run or a conversation, without any of their text; the pages are read until there is no more. */
export const runQuery = (kind: RunKind, id: string, user: string | undefined) =>
  queryOptions({
    queryKey: ['run', kind, id, user],
    queryFn: async (): Promise<Run> => {
      const items: RunCall[] = [];
      for (let cursor: string | undefined; ;) {
        const query = { user, cursor, limit: callsAtOnce };
        const page =
          kind === 'trace'
            ? await answer(api.GET('/api/traces/{trace_id}', { params: { path: { trace_id: id }, query } }))
            : await answer(api.GET('/api/sessions/{session_id}', { params: { path: { session_id: id }, query } }));
        items.push(...page.items);
        if (page.next_cursor === null) return { ...page, items };
        cursor = page.next_cursor;
      }
    },
    refetchInterval: ({ state }) => (state.data?.items.some(({ status }) => status === 'open') ? 3000 : false),
  });

import { queryOptions } from '@tanstack/react-query';
import { answer, api, type paths } from '../../../lib/api.ts';
import { all } from '../choices.ts';

export type Centre =
  paths['/api/cost-centres']['get']['responses']['200']['content']['application/json']['items'][number];
export type Assignment =
  paths['/api/cost-centre-assignments']['get']['responses']['200']['content']['application/json']['items'][number];

export const centresQuery = queryOptions({
  queryKey: ['cost-centres'],
  queryFn: () => all((query) => answer(api.GET('/api/cost-centres', { params: { query } }))),
});

/** Newest first, each subject's together. */
export function assignmentsQuery(cost_centre: string | undefined) {
  return queryOptions({
    queryKey: ['cost-centres', 'assignments', cost_centre],
    queryFn: async () => {
      const found = await all((query) =>
        answer(
          api.GET('/api/cost-centre-assignments', {
            params: { query: { ...query, ...(cost_centre && { cost_centre }) } },
          }),
        ),
      );
      return found.toSorted(
        (a, b) => a.subject.name.localeCompare(b.subject.name) || (a.valid_from < b.valid_from ? 1 : -1),
      );
    },
  });
}

/** For which cost centres a user's calls were, on which days. */
export function periodsQuery(id: string) {
  return queryOptions({
    queryKey: ['cost-centres', 'of', id],
    queryFn: async () =>
      (await answer(api.GET('/api/users/{id}/cost-centres', { params: { path: { id } } }))).items.toReversed(),
  });
}

/** A calendar day of a zone, `YYYY-MM-DD`. */
export const todayIn = (zone: string): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short' }).format(Date.now());

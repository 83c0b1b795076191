import { useMutation, useQueryClient } from '@tanstack/react-query';
import { answer, api, type paths } from '../../../lib/api.ts';

export type Finding = paths['/api/findings']['get']['responses']['200']['content']['application/json']['items'][number];
export type Review = paths['/api/reviews']['get']['responses']['200']['content']['application/json']['items'][number];
export type Verdict = Review['verdict'];

/** Makes a false alarm one that comes no more. */
export function useApply() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, as }: { readonly id: string; readonly as: 'except' | 'reviewed_text' }) =>
      answer(api.POST('/api/reviews/{id}/apply', { params: { path: { id } }, body: { as } })),
    onSuccess: () =>
      Promise.all(
        [['reviews'], ['rules'], ['reviewed texts']].map((queryKey) => client.invalidateQueries({ queryKey })),
      ),
  });
}

import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { answer, api, ApiProblem, type FieldProblem } from '../../lib/api.ts';
import type { RuleTest, RuleTestResult } from './data.ts';

/** What rules find in what is typed, asked a moment after the last key. Nothing is sent on or recorded for it. */
export function useRuleTest(test: RuleTest | null, waitMs = 150) {
  // By its text: the object is another one at each drawing, and would never come to rest.
  const [text] = useDebouncedValue(test === null ? null : JSON.stringify(test), waitMs);
  const asked = text === null ? null : (JSON.parse(text) as RuleTest);
  return useQuery({
    queryKey: ['rule test', text],
    queryFn: ({ signal }) =>
      answer<RuleTestResult>(api.POST('/api/rules/test', { body: asked ?? { text: '' }, signal })),
    enabled: asked !== null,
    placeholderData: keepPreviousData,
    retry: false,
    gcTime: 0,
    staleTime: Infinity,
  });
}

/** What is wrong with the first unsaved rule of a test, by its own fields. */
export function problemsOfDraft(error: unknown): readonly FieldProblem[] {
  if (!(error instanceof ApiProblem) || error.status !== 422) return [];
  return error.errors.map((problem) => ({ ...problem, field: problem.field.replace(/^rules(?:\[0\]|\.0)\.?/, '') }));
}

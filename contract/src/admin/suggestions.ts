import { z } from 'zod';

export const SuggestionQuery = z.strictObject({
  q: z.string().trim().min(1).max(120).describe('Part of a name, in any case.'),
});

/** Something that calls can be filtered by: `key=value` of the search. */
export const Suggestion = z.object({
  key: z.enum(['user', 'instance', 'model', 'rule', 'provider']),
  value: z.string(),
  name: z.string(),
  detail: z.string().nullable().describe('What tells it from others of that name: an e-mail, an owner, an id.'),
});
export type Suggestion = z.infer<typeof Suggestion>;
export const SuggestionList = z.object({ items: z.array(Suggestion) });

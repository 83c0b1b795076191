import { z } from 'zod';
import { Category, RuleId, Scope } from '../rules.ts';
import { Id, Page, Revision, Time, listOf, repeatable } from './list.ts';

export const verdicts = ['right', 'wrong'] as const;
export const Verdict = z.enum(verdicts);
export type Verdict = z.infer<typeof Verdict>;

const Note = z.string().trim().max(2000);
const Person = z.object({ kind: z.string(), id: z.string().nullable(), email: z.string().nullable() });

/** What somebody said of a recorded hit: it was right, or a false alarm. */
export const Review = z.object({
  id: z.string(),
  request_id: z.string(),
  hit: z.int().describe('Its index among the hits of the call.'),
  rule: z.string(),
  display_name: z.string(),
  category: Category,
  place: z.string(),
  scope: Scope,
  start: z.int(),
  end: z.int(),
  sample: z.string().describe('Masked.'),
  verdict: Verdict,
  note: z.string(),
  actor: Person.describe('Who said so last.'),
  created_at: Time,
  changed_at: Time,
  applied: z
    .object({ as: z.enum(['except', 'reviewed_text']), at: Time, actor: Person })
    .nullable()
    .describe('What an administrator made of it.'),
  revision: Revision,
});
export type Review = z.infer<typeof Review>;
export const ReviewList = listOf(Review);
export const ReviewQuery = z.strictObject({
  ...Page,
  rule: repeatable(RuleId),
  verdict: repeatable(Verdict),
  request_id: z.string().min(1).max(64).optional(),
  is_applied: z.enum(['true', 'false']).optional(),
  reviewer: z.string().min(1).max(254).optional().describe('Id or e-mail of who said so last.'),
});
export const ReviewCreate = z.strictObject({
  request_id: Id,
  hit: z.int().min(0).max(10_000).describe('Its index among the hits of the call.'),
  verdict: Verdict,
  note: Note.default(''),
});
export const ReviewChange = z.strictObject({ verdict: Verdict.optional(), note: Note.optional() });
/** `except`: the rule passes over this value from now on. `reviewed_text`: the whole text that it stands in is harmless. */
export const ReviewApplication = z.strictObject({ as: z.enum(['except', 'reviewed_text']) });

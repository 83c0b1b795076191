import { z } from 'zod';
import { DecisionWord, HitRecord, Route } from '../invocation.ts';
import { RuleId } from '../rules.ts';
import { Id, Named, Page, Time, listOf, repeatable } from './list.ts';

/** A recorded hit that nobody reviewed yet, with what became of its call. */
export const Finding = z.object({
  request_id: z.string(),
  hit: z.int().describe('Its index among the hits of the call.'),
  at: Time,
  user: z.object({ id: z.string(), email: z.string() }).nullable(),
  instance: Named.nullable(),
  decision: DecisionWord.nullable(),
  route: Route.nullable(),
  requested_model: z.string().nullable(),
  final_model: z.string().nullable(),
  found: HitRecord.describe('Masked.'),
});
export type Finding = z.infer<typeof Finding>;
export const FindingList = listOf(Finding);
export const FindingQuery = z.strictObject({ ...Page, rule: repeatable(RuleId) });

export const FindingReveal = z.strictObject({
  request_id: Id,
  hit: z.int().min(0).max(10_000).describe('Its index among the hits of the call.'),
});
/** What stands there, and at most 80 characters on either side. */
export const FindingRevealed = z.object({ before: z.string(), value: z.string(), after: z.string() });

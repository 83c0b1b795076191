import { z } from 'zod';
import { Page, Time, listOf } from './list.ts';

/** Calls that are kept whatever their retention, until the hold is lifted. */
export const LegalHold = z.object({
  id: z.string(),
  scope: z.object({ kind: z.enum(['trace', 'session', 'user']), id: z.string(), user_id: z.string() }),
  reason: z.string(),
  actor: z.object({ kind: z.string(), id: z.string().nullable(), email: z.string().nullable() }),
  created_at: Time,
  lifted_at: Time.nullable(),
  lift_reason: z.string().nullable(),
});
export const LegalHoldList = listOf(LegalHold);
export const LegalHoldQuery = z.strictObject(Page);
export const LegalHoldCreation = z.strictObject({
  scope: z.strictObject({
    kind: z.enum(['trace', 'session', 'user']),
    id: z.string().min(1).max(256).describe('Id of the trace, the session or the user.'),
    user: z.string().min(1).max(64).describe('Id of the user whose calls they are.'),
  }),
  reason: z.string().trim().min(1).max(500),
});
export const LegalHoldLift = z.strictObject({ reason: z.string().trim().min(1).max(500) });

import { z } from 'zod';
import { Page, Time, listOf } from './list.ts';

/** Content that was erased, or is about to be. */
export const Erasure = z.object({
  id: z.string(),
  scope: z.object({ kind: z.enum(['invocation', 'session', 'user']), id: z.string(), user_id: z.string() }),
  reason: z.string(),
  actor: z.object({ kind: z.string(), id: z.string().nullable(), email: z.string().nullable() }),
  requested_at: Time,
  done_at: Time.nullable().describe('When nothing was left of it; it cannot be read from `requested_at` on.'),
});
export const ErasureList = listOf(Erasure);
export const ErasureQuery = z.strictObject(Page);
export const ErasureRequest = z
  .strictObject({
    scope: z.strictObject({
      kind: z.enum(['invocation', 'session', 'user']),
      id: z.string().min(1).max(256),
      user: z.string().min(1).max(64).optional().describe('Id of the user whose session it is.'),
    }),
    reason: z.string().trim().min(1).max(500),
  })
  .refine(({ scope }) => scope.kind !== 'session' || scope.user !== undefined, {
    path: ['scope', 'user'],
    message: 'is needed for a session: ids of sessions are unique within a user only',
  });

import { z } from 'zod';
import { Page, Time, listOf, repeatable } from './list.ts';

/** One governed change: who, what, and the fields before and after. */
export const LogEntry = z.object({
  id: z.string(),
  at: Time,
  actor: z.object({ kind: z.string(), id: z.string().nullable(), email: z.string().nullable() }),
  action: z.string(),
  target_kind: z.string(),
  target_id: z.string(),
  before: z.record(z.string(), z.unknown()).nullable(),
  after: z.record(z.string(), z.unknown()).nullable(),
  reason: z.string().nullable(),
  policy_version: z.int(),
});
export const LogList = listOf(LogEntry);
export const LogQuery = z.strictObject({
  ...Page,
  target_kind: repeatable(z.string().max(64)),
  target_id: z.string().max(64).optional(),
});

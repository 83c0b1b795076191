import { z } from 'zod';
import { Named, Page, Time, listOf } from './list.ts';

/** What holds calls on the secure path since a rule sent one there. */
export const Pin = z.object({
  id: z.string(),
  kind: z.enum(['trace', 'session', 'instance']),
  user: z.object({ id: z.string(), email: z.string().nullable() }),
  instance: Named.nullable(),
  request_id: z.string().describe('The call that began it.'),
  rule: z.string(),
  display_name: z.string().describe('What the rule is called now; its id when there is no such rule any more.'),
  sessions: z.array(z.string()).describe('The sessions under it, at most 100.'),
  traces: z.array(z.string()).describe('The traces under it, at most 100.'),
  calls: z.int().describe('Calls under it.'),
  created_at: Time,
  expires_at: Time,
  lifted_at: Time.nullable(),
  lift_reason: z.string().nullable(),
});
export type Pin = z.infer<typeof Pin>;
export const PinList = listOf(Pin);
export const PinQuery = z.strictObject({
  ...Page,
  user: z.string().min(1).max(254).optional().describe('Id or e-mail.'),
  instance: z.string().min(1).max(120).optional().describe('Id or name.'),
  session_id: z.string().min(1).max(256).optional(),
  state: z.enum(['in_force', 'all']).default('in_force').describe('Without those that ran out or were lifted, or all.'),
});
export type PinQuery = z.infer<typeof PinQuery>;
export const PinLift = z.strictObject({ reason: z.string().trim().min(1).max(500).optional() });

import { z } from 'zod';
import { Role } from '../policy.ts';

/** Who presented the credential, and what that allows. */
export const Me = z.object({
  kind: z.enum(['user', 'bootstrap_token']),
  role: Role,
  user: z.object({ id: z.string(), email: z.string(), name: z.string() }).nullable(),
  permissions: z.array(z.string()),
  must_change_password: z
    .boolean()
    .describe('Signed in with a one-time password: nothing else may be done before it is changed.'),
  one_time_codes: z.boolean().describe('Signing in takes a one-time code beside the password.'),
  report_time_zone: z.string().describe('Whose days and months reports are of, when they are asked for no other.'),
  version: z.string().describe('Version of the gateway.'),
});

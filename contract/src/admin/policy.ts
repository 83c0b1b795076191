import { z } from 'zod';
import { PolicyDocument } from '../policy.ts';
import { Time } from './list.ts';

/** One kept version of the policy, without secrets. */
export const PolicyVersion = z.object({
  version: z.int(),
  created_at: Time,
  reason: z.string().nullable(),
  document: PolicyDocument,
});
export const PolicyParams = z.object({ version: z.coerce.number().pipe(z.int().min(1).max(2_147_483_647)) });

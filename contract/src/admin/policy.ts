import { z } from 'zod';
import { PolicyDocument } from '../policy.ts';

/** One kept version of the policy, without secrets. */
export const PolicyVersion = z.object({ version: z.int(), document: PolicyDocument });
export const PolicyParams = z.object({ version: z.coerce.number().int().min(1).max(2_147_483_647) });

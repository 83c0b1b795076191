import { z } from 'zod';
import { Capabilities } from '../capabilities.ts';
import { PriceVersion } from '../prices.ts';
import { Id, Named, Page, listOf } from './list.ts';

/** One grant that opens a model; `id` and `name` (a user's e-mail) are null for everyone. */
export const GrantedBy = z.object({
  kind: z.enum(['everyone', 'group', 'user', 'instance']),
  id: z.string().nullable(),
  name: z.string().nullable(),
});
export type GrantedBy = z.infer<typeof GrantedBy>;

export const accessObstacles = ['user_deactivated', 'instance_deactivated', 'model_inactive', 'not_granted'] as const;
export type AccessObstacle = (typeof accessObstacles)[number];

const Verdict = {
  may_use: z.boolean(),
  by: z.array(GrantedBy).describe('Every grant that opens the model here, the widest first.'),
  why_not: z.array(z.enum(accessObstacles)).describe('Everything that stands against it; empty when it may be used.'),
};

const AccessedModel = z.object({
  id: z.string(),
  name: z.string(),
  is_secure: z.boolean(),
  is_active: z.boolean(),
  capabilities: Capabilities,
  price: PriceVersion.nullable().describe('In force now; null when there is none, and calls count as unpriced.'),
});

/** What a key of a user, bound to no instance, may do with one model, and what the user's instances may do beyond. */
export const UserAccess = z.object({
  model: AccessedModel,
  ...Verdict,
  instances: z.array(Named).describe('Instances of the user that may use the model by a grant of their own.'),
});
export type UserAccess = z.infer<typeof UserAccess>;

/** What a key that is bound to an instance may do with one model. */
export const InstanceAccess = z.object({ model: AccessedModel, ...Verdict });
export type InstanceAccess = z.infer<typeof InstanceAccess>;

/** What one user may do with a model. */
export const ModelAccess = z.object({
  user: z.object({ id: z.string(), email: z.string(), name: z.string() }),
  ...Verdict,
  instances: UserAccess.shape.instances,
});
export type ModelAccess = z.infer<typeof ModelAccess>;

const InPolicy = { policy_version: z.int().describe('The policy that says so.') };
const Groups = { groups: z.array(Named).describe('The groups that the user is in, by name.') };

export const UserAccessList = listOf(UserAccess).extend({ ...InPolicy, ...Groups });
export const InstanceAccessList = listOf(InstanceAccess).extend({ ...InPolicy, ...Groups });
export const ModelAccessList = listOf(ModelAccess).extend(InPolicy);

export const EffectiveAccessQuery = z.strictObject({
  ...Page,
  policy_version: z.coerce
    .number()
    .int()
    .min(1)
    .max(2 ** 31 - 1)
    .optional()
    .describe('Of this version of the policy; of the one in force when left out.'),
});
export const ModelAccessQuery = EffectiveAccessQuery.extend({ user_id: Id.optional() });

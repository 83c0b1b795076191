import { z } from 'zod';
import { Key } from '../policy.ts';
import { Id, Page, Revision, Time, listOf } from './list.ts';

export const KeyView = Key.extend({ revision: Revision });
/** A key with when it was last seen. */
export const KeyInUse = KeyView.extend({
  last_used_at: Time.nullable().describe(
    'When the latest call by it came, of those that are kept; null when none did.',
  ),
});
export const KeyList = listOf(KeyInUse);
export const KeyQuery = z.strictObject({ ...Page, user_id: Id.optional(), instance_id: Id.optional() });

/** The only answer that ever holds the secret. */
export const KeyCreated = KeyView.extend({ secret: z.string() });

/** Bound to an instance (whose owner it stands for), or to a user alone. */
export const KeyCreate = z
  .strictObject({
    name: Key.shape.name,
    user_id: Id.optional(),
    instance_id: Id.optional(),
    block_form: Key.shape.block_form.default(null),
    include_usage: Key.shape.include_usage.default('requested'),
    expires_at: Time.nullable().default(null),
  })
  .refine((key) => key.user_id !== undefined || key.instance_id !== undefined, {
    path: ['instance_id'],
    message: 'a key needs an instance or a user',
  });
export type KeyCreate = z.infer<typeof KeyCreate>;

export const KeyChange = z.strictObject({
  name: Key.shape.name.optional(),
  block_form: Key.shape.block_form.optional(),
  include_usage: Key.shape.include_usage.optional(),
  expires_at: Time.nullable().optional(),
});
export type KeyChange = z.infer<typeof KeyChange>;

export const KeyRotate = z.strictObject({
  old_valid_s: z
    .int()
    .min(0)
    .max(2_592_000)
    .default(86_400)
    .describe('For so many seconds the old secret goes on working, at most 30 days; 0: it ends now.'),
});
export type KeyRotate = z.infer<typeof KeyRotate>;

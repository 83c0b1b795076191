import { z } from 'zod';
import { Id, Page, Revision, Time, listOf } from './list.ts';

export const TokenView = z.object({
  id: Id,
  name: z.string(),
  prefix: z.string(),
  user_id: Id,
  created_at: Time,
  expires_at: Time.nullable(),
  revoked_at: Time.nullable(),
  revision: Revision,
});
export const TokenList = listOf(TokenView);
export const TokenQuery = z.strictObject({ ...Page, user_id: Id.optional() });

/** The only answer that ever holds the secret. */
export const TokenCreated = TokenView.extend({ secret: z.string() });

export const TokenCreate = z.strictObject({
  /** Oneself when left out; only the bootstrap token makes tokens for others. */
  user_id: Id.optional(),
  name: z.string().min(1).max(120),
  expires_at: Time.nullable().default(null),
});
export type TokenCreate = z.infer<typeof TokenCreate>;

import { z } from 'zod';
import { User } from '../policy.ts';
import { Id, Page, Revision, Time, listOf } from './list.ts';

export const UserView = User.extend({ revision: Revision });
export const UserList = listOf(UserView);
export const UserQuery = z.strictObject({ ...Page, email: z.string().max(254).optional() });

export const UserCreate = z.strictObject({
  email: User.shape.email,
  name: User.shape.name,
  role: User.shape.role.default('member'),
});
export type UserCreate = z.infer<typeof UserCreate>;

/** Deactivating a user revokes the user's keys and personal tokens for good. */
export const UserChange = z.strictObject({
  email: User.shape.email.optional(),
  name: User.shape.name.optional(),
  role: User.shape.role.optional(),
  is_active: z.boolean().optional(),
});
export type UserChange = z.infer<typeof UserChange>;

/** Where a user is signed in at the console. Nothing of it opens the session. */
export const UserSession = z.object({
  id: z.string(),
  began_at: Time,
  expires_at: Time,
  address: z.string().nullable(),
  browser: z.string().nullable().describe('`User-Agent` of the browser, as it says itself.'),
});
export const UserSessionList = z.object({ items: z.array(UserSession) });
export const UserSessionParams = z.object({ id: Id, session_id: Id });

import { z } from 'zod';
import { User } from '../policy.ts';
import { Page, Revision, listOf } from './list.ts';

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

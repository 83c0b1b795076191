import { z } from 'zod';

/** What a page for signing in has to know. */
export const SignInOptions = z.object({
  password: z.boolean().describe('By e-mail and password.'),
  company: z.string().nullable().describe('Name of the OpenID Connect provider, where there is one.'),
  version: z.string().describe('Version of the gateway.'),
  signed_in: z.boolean().describe('Whether the cookies that came with this question are of an open session.'),
});

/** A password that is shown this once, and has to be changed at the first sign-in. */
export const OneTimePassword = z.object({ user_id: z.string(), email: z.string(), password: z.string() });

const Password = z.string().min(1).max(128);
const NewPassword = z.string().min(12).max(128).describe('12 to 128 characters.');
const Code = z.string().min(1).max(64);

/** What the calls below `/api/auth/` take. */
export const SignIn = z.strictObject({ email: z.string().max(254), password: Password });
export const ChangePassword = z.strictObject({
  currentPassword: Password,
  newPassword: NewPassword,
  revokeOtherSessions: z.boolean().optional().describe('End all own sessions but this one.'),
});
export const RevokeSession = z.strictObject({ token: z.string().max(200).describe('Of the list of sessions.') });
export const ByPassword = z.strictObject({ password: Password });
const Path = z
  .string()
  .regex(/^\/(?![/\\])/)
  .max(2000);
export const ByCompany = z.strictObject({
  provider: z.literal('company'),
  callbackURL: Path.describe('Path of the console to go to then.'),
  errorCallbackURL: Path.describe('Path to go to when it does not succeed, with `?error=…`.'),
});
export const ByCode = z.strictObject({ code: Code });

/** What they answer is better-auth's: a session and its user, a list of sessions, a seed with spare codes. */
export const SignInAnswer = z.unknown().describe('As better-auth answers.');

import { z } from 'zod';

/** What a page for signing in has to know. */
export const SignInOptions = z.object({
  password: z.boolean().describe('By e-mail and password.'),
  version: z.string().describe('Version of the gateway.'),
});

/** A password that is shown this once, and has to be changed at the first sign-in. */
export const OneTimePassword = z.object({ user_id: z.string(), email: z.string(), password: z.string() });

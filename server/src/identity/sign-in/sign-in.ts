import { createHmac } from 'node:crypto';
import type pg from 'pg';
import type { Logger } from '../../platform/logger.ts';
import { notePasswordChanged, selectPerson, type Person } from './sign-in.queries.ts';
import { tables } from './tables.ts';

export interface SignInOptions {
  readonly pool: pg.Pool;
  /** A key that all gateways share; cookies and seeds of one-time codes are protected by keys made from it. */
  readonly sharedKey: Buffer;
  /** Under which people come; null where it is the address that they asked for. */
  readonly publicUrl: string | null;
  readonly log: Logger;
}

/** Sign-in of people at the console: password, one-time codes, sessions. better-auth does the work. */
export interface SignIn {
  /** Answers a request below `/api/auth/`. */
  handle(request: Request): Promise<Response>;
  /** Who has the session of this cookie; null when there is none, or the user was deactivated. */
  personOf(cookie: string): Promise<Person | null>;
}

const hour = 3600;
/** The header in which `handle` is told the caller's address; what a caller sends under this name is never believed. */
export const addressHeader = 'x-tollgate-address';

/** The library is loaded when the first person comes: it takes as long as a fourth of the gateway's start. */
export function createSignIn(options: SignInOptions): SignIn {
  let auth: ReturnType<typeof load> | null = null;
  const loaded = (): ReturnType<typeof load> => (auth ??= load(options));
  return {
    handle: async (request) => (await loaded()).handler(request),
    async personOf(cookie) {
      const found = await (await loaded()).api.getSession({ headers: new Headers({ cookie }) });
      return found === null ? null : selectPerson(options.pool, found.user.id);
    },
  };
}

/** @see https://better-auth.com/docs/reference/options */
async function load({ pool, sharedKey, publicUrl, log }: SignInOptions) {
  const { betterAuth } = await import('better-auth');
  const { twoFactor } = await import('better-auth/plugins/two-factor');
  return betterAuth({
    appName: 'Tollgate',
    ...(publicUrl !== null && { baseURL: publicUrl }),
    basePath: '/api/auth',
    secret: createHmac('sha256', sharedKey).update('sign-in').digest('base64url'),
    database: pool,
    ...tables,
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: 12, maxPasswordLength: 128 },
    session: { ...tables.session, expiresIn: 12 * hour, updateAge: hour, freshAge: hour },
    plugins: [
      twoFactor({
        issuer: 'Tollgate',
        twoFactorTable: 'sign_in_second_factors',
        schema: tables.secondFactor,
        accountLockout: { enabled: true },
      }),
    ],
    databaseHooks: {
      session: { create: { before: async ({ userId }) => (await selectPerson(pool, userId)) !== null } },
      account: {
        update: { after: async ({ userId, password }) => void (password && (await notePasswordChanged(pool, userId))) },
      },
    },
    // What is tried too often is slowed by the route, by address and by e-mail.
    rateLimit: { enabled: false },
    advanced: {
      // It would want to make users too; here only policy does.
      database: { validateSchema: false },
      cookiePrefix: 'tollgate',
      ipAddress: { ipAddressHeaders: [addressHeader] },
      ...(publicUrl !== null && { useSecureCookies: publicUrl.startsWith('https:') }),
    },
    telemetry: { enabled: false },
    logger: {
      level: 'warn',
      log: (level, message) => log[level]({ message }, 'sign-in'),
    },
  });
}

/** The hash under which a password is kept (scrypt, RFC 7914). */
export async function hashOfPassword(password: string): Promise<string> {
  const { hashPassword } = await import('better-auth/crypto');
  return hashPassword(password);
}

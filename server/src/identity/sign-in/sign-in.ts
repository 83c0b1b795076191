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
  /** The OpenID Connect provider of the company; null where there is none. */
  readonly company: Company | null;
}

export interface Company {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string | null;
  readonly groupsClaim: string;
  /** Makes the user of somebody whose ID token was verified. @throws when they may not sign in */
  admit(claims: { subject: string; email: string; name: string | null; groups: readonly string[] }): Promise<unknown>;
}

/** What the company's provider is called in addresses. */
export const companyId = 'company';

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
      const { api } = await loaded();
      const found = await api.getSession({ headers: new Headers({ cookie }) }).catch(async (error: unknown) => {
        // The library keeps the cause to itself: that the database is away is told by asking it.
        await selectPerson(options.pool, '');
        throw error;
      });
      return found === null ? null : selectPerson(options.pool, found.user.id);
    },
  };
}

/** @see https://better-auth.com/docs/reference/options */
async function load({ pool, sharedKey, publicUrl, log, company }: SignInOptions) {
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
      ...(company === null ? [] : [await byCompany(company, log)]),
    ],
    account: {
      ...tables.account,
      // Who the company's provider vouches for is the user of that e-mail. Its tokens are of no use here, and not kept.
      accountLinking: { enabled: true, trustedProviders: [companyId], requireLocalEmailVerified: false },
      updateAccountOnSignIn: false,
    },
    databaseHooks: {
      session: { create: { before: async ({ userId }) => (await selectPerson(pool, userId)) !== null } },
      account: {
        create: {
          before: async (account) => ({
            data: { ...account, accessToken: null, refreshToken: null, idToken: null, scope: null },
          }),
        },
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

/** @see https://openid.net/specs/openid-connect-core-1_0.html: authorisation code with PKCE (RFC 7636), nonce, signed ID token. */
async function byCompany(company: Company, log: Logger) {
  const { genericOAuth } = await import('better-auth/plugins/generic-oauth');
  const { issuer, clientId, clientSecret, groupsClaim } = company;
  return genericOAuth({
    config: [
      {
        providerId: companyId,
        discoveryUrl: `${issuer}/.well-known/openid-configuration`,
        clientId,
        ...(clientSecret === null ? { tokenEndpointAuth: { method: 'none' } } : { clientSecret }),
        scopes: ['openid', 'email', 'profile'],
        pkce: true,
        requireIdTokenVerification: true,
        disableSignUp: true,
        // The token's signature, issuer, audience and nonce were checked just before.
        async getUserInfo({ idToken }) {
          const claims = claimsOf(idToken ?? '');
          const groups = [claims[groupsClaim]].flat().filter((group) => typeof group === 'string');
          const { sub, email, name, email_verified } = claims;
          if (typeof sub !== 'string' || typeof email !== 'string') return null;
          // Some providers send it as a text; absent, they answer for all of their addresses.
          if (![undefined, true, 'true'].includes(email_verified as undefined | boolean | string)) return null;
          const user = {
            subject: sub,
            email: email.trim().toLowerCase(),
            name: typeof name === 'string' ? name : null,
            groups,
          };
          try {
            await company.admit(user);
          } catch (error) {
            log.warn({ reason: error instanceof Error ? error.message : 'unknown' }, 'a sign-in was refused');
            return null;
          }
          return { id: sub, sub, email: user.email, emailVerified: true, name: user.name ?? user.email };
        },
      },
    ],
  });
}

/** The payload of a JSON Web Token (RFC 7519 section 3). */
function claimsOf(token: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as Record<string, unknown>;
}

/** The hash under which a password is kept (scrypt, RFC 7914). */
export async function hashOfPassword(password: string): Promise<string> {
  const { hashPassword } = await import('better-auth/crypto');
  return hashPassword(password);
}

import { createHash, timingSafeEqual } from 'node:crypto';
import type { Role } from '@tollgate/contract';
import type { FastifyRequest } from 'fastify';
import { LRUCache } from 'lru-cache';
import type pg from 'pg';
import type { Actor } from '../../administration/actor.ts';
import { hashSecret } from '../../identity/secrets.ts';
import type { SignIn } from '../../identity/sign-in/sign-in.ts';
import { findToken } from '../../identity/tokens.queries.ts';
import { ProblemError } from './problem.ts';
import { FailureThrottle } from './throttle.ts';

/** Who asks, with the right to ask. */
export interface Requester {
  readonly actor: Extract<Actor, { kind: 'user' | 'bootstrap_token' }>;
  readonly role: Role;
  /** Null for the bootstrap token. */
  readonly userId: string | null;
  /** Of a session that began with a one-time password. */
  readonly mustChangePassword?: boolean;
}

export type Identify = (request: FastifyRequest) => Promise<Requester>;

export interface IdentifyParts {
  readonly pool: pg.Pool;
  readonly adminToken: string | null;
  /** Null while the database has not answered yet. */
  readonly signIn: () => SignIn | null;
}

const tokenPattern = /^tgp_[\x21-\x7e]{20,200}$/;

/**
 * Tells who asks: by `Authorization: Bearer …` the holder of a personal token, or of `TOLLGATE_ADMIN_TOKEN`; without it
 * whoever signed in at the console. Tokens that were good within the last minutes are not slowed by what others at the
 * same address do wrong; whether they still are good is asked of the database each time.
 */
export function createIdentify({ pool, adminToken, signIn }: IdentifyParts, now: () => number = Date.now): Identify {
  const bootstrapDigest = adminToken === null ? null : sha256(adminToken);
  const throttle = new FailureThrottle(now);
  const goodLately = new LRUCache<string, true>({ max: 1000, ttl: 600_000 });

  return async (request) => {
    const token = bearerOf(request.headers.authorization);
    const { cookie } = request.headers;
    if (token === null && cookie !== undefined) return identifyPerson(request, cookie, signIn());
    if (token === null) throw unauthorised('Send a personal token as "Authorization: Bearer tgp_…".');
    if (bootstrapDigest !== null && timingSafeEqual(sha256(token), bootstrapDigest)) {
      return { actor: { kind: 'bootstrap_token' }, role: 'admin', userId: null };
    }
    const hash = hashSecret(token);
    const waitS = goodLately.has(hash) ? 0 : throttle.waitS(request.ip);
    if (waitS > 0) {
      const headers = { 'retry-after': String(waitS) };
      throw new ProblemError(429, 'Too many wrong tokens from this address.', { headers });
    }
    const holder = tokenPattern.test(token) ? await findToken(pool, hash) : null;
    if (holder === null) {
      goodLately.delete(hash);
      throttle.fail(request.ip);
      throw unauthorised('This token is not valid.');
    }
    goodLately.set(hash, true);
    const { id, email, role } = holder.user;
    return { actor: { kind: 'user', id, email, role }, role, userId: id };
  };
}

/** A browser sends its cookie whoever wrote the page: changes need to say that they come from ours. */
async function identifyPerson(request: FastifyRequest, cookie: string, signIn: SignIn | null): Promise<Requester> {
  if (request.method !== 'GET' && request.method !== 'HEAD' && request.headers.origin === undefined) {
    throw new ProblemError(403, 'Changes by a session need the Origin header.');
  }
  // Nobody's session ended because the database has not answered yet.
  if (signIn === null) {
    throw new ProblemError(503, 'The database does not answer. Try again.', { headers: { 'retry-after': '5' } });
  }
  const person = await signIn.personOf(cookie);
  if (person === null) throw unauthorised('Your session ended. Sign in again.');
  if (person.mustChangePassword && request.routeOptions.url !== '/api/me') {
    throw new ProblemError(403, 'Choose a password of your own first.');
  }
  const { id, email, role } = person;
  return { actor: { kind: 'user', id, email, role }, role, userId: id, mustChangePassword: person.mustChangePassword };
}

/** RFC 9110 section 11.4: the scheme's case does not matter. */
function bearerOf(header: string | undefined): string | null {
  return /^bearer +(\S+) *$/i.exec(header ?? '')?.[1] ?? null;
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

function unauthorised(message: string): ProblemError {
  return new ProblemError(401, message, { headers: { 'www-authenticate': 'Bearer realm="tollgate"' } });
}

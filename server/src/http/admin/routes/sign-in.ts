import { admin } from '@tollgate/contract';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { resetPassword } from '../../../administration/sign-in/reset-password.ts';
import { addressHeader } from '../../../identity/sign-in/sign-in.ts';
import type { AdminDependencies, AdminServer } from '../context.ts';
import { ProblemError } from '../problem.ts';
import { FailureThrottle } from '../throttle.ts';

/** What people do with their own sign-in. better-auth has more, which stays closed; it looks at the session itself. */
const acts = [
  [
    'POST',
    'sign-in/email',
    'signIn',
    admin.SignIn,
    'Sign in by e-mail and password; a session begins, or a one-time code is asked for',
  ],
  [
    'POST',
    'sign-in/social',
    'signInByCompany',
    admin.ByCompany,
    'Where to send the browser to sign in by the OpenID Connect provider',
  ],
  [
    'GET',
    'callback/company',
    'comeBackFromCompany',
    null,
    'Where the OpenID Connect provider sends the browser back to',
  ],
  ['POST', 'sign-out', 'signOut', null, 'End the session'],
  ['POST', 'change-password', 'changePassword', admin.ChangePassword, 'Choose another password'],
  ['GET', 'list-sessions', 'listOwnSessions', null, 'The own sessions that are open'],
  ['POST', 'revoke-session', 'endOwnSession', admin.RevokeSession, 'End one of the own sessions'],
  ['POST', 'revoke-other-sessions', 'endOtherSessions', null, 'End all own sessions but this one'],
  [
    'POST',
    'two-factor/enable',
    'enableOneTimeCodes',
    admin.ByPassword,
    'Get the seed of one-time codes (RFC 6238) and spare codes, shown once',
  ],
  [
    'POST',
    'two-factor/verify-totp',
    'verifyOneTimeCode',
    admin.ByCode,
    'Give a one-time code: at the sign-in, or to show that the seed arrived',
  ],
  ['POST', 'two-factor/verify-backup-code', 'verifySpareCode', admin.ByCode, 'Sign in by a spare code'],
  [
    'POST',
    'two-factor/generate-backup-codes',
    'makeSpareCodes',
    admin.ByPassword,
    'Get new spare codes; the old ones are void',
  ],
  ['POST', 'two-factor/disable', 'disableOneTimeCodes', admin.ByPassword, 'Do without one-time codes'],
] as const;

export async function signInRoutes(app: AdminServer, dependencies: AdminDependencies): Promise<void> {
  const { pool, signIn, openId } = dependencies;
  const slowly = slowingSignIn();

  app.get(
    '/api/sign-in/options',
    {
      config: { permission: 'public' },
      schema: {
        operationId: 'readSignInOptions',
        summary: 'How people sign in here',
        response: { 200: admin.SignInOptions },
      },
    },
    async ({ headers: { cookie } }) => ({
      password: openId?.isOnly !== true,
      company: openId?.name ?? null,
      version: dependencies.version,
      signed_in: cookie !== undefined && ((await signIn()?.personOf(cookie)) ?? null) !== null,
    }),
  );

  for (const [method, path, operationId, body, summary] of acts) {
    app.route({
      method,
      url: `/api/auth/${path}`,
      config: { permission: 'public' },
      schema: { operationId, summary, ...(body && { body }), response: { 200: admin.SignInAnswer } },
      handler: async (request, reply) => {
        const service = signIn();
        if (path === 'sign-in/email' && openId?.isOnly) {
          throw new ProblemError(403, `People sign in by ${openId.name} here.`);
        }
        if (service === null) throw new ProblemError(503, 'The database does not answer. Try again.');
        const ask = (): Promise<Response> => service.handle(webRequest(request));
        return send(reply, withPassword.has(path) ? await slowly(request, path, ask) : await ask());
      },
    });
  }

  app.post(
    '/api/users/:id/reset-password',
    {
      config: { permission: 'policy:change' },
      schema: {
        operationId: 'resetPassword',
        summary: 'Give a user a one-time password, shown once; sessions end, and one-time codes are asked for no more',
        params: admin.IdParams,
        response: { 200: admin.OneTimePassword },
      },
    },
    async ({ params, requester }) => {
      const { user, password } = await resetPassword(pool, requester.actor, params.id);
      return { user_id: user.id, email: user.email, password };
    },
  );
}

/** Of these acts a password is a part: whoever guesses may not be quick with any of them. */
const withPassword: ReadonlySet<string> = new Set([
  'sign-in/email',
  'change-password',
  'two-factor/enable',
  'two-factor/disable',
  'two-factor/generate-backup-codes',
]);

/**
 * Slows who fails again and again, by address, and at the sign-in by e-mail too. A try counts as failed until it is
 * known not to be, so that many at once are no more than many one after the other.
 */
function slowingSignIn(): (request: FastifyRequest, path: string, act: () => Promise<Response>) => Promise<Response> {
  const failures = { address: new FailureThrottle(), email: new FailureThrottle() };
  return async (request, path, act) => {
    const tries: [FailureThrottle, string][] = [[failures.address, request.ip]];
    if (path === 'sign-in/email') tries.push([failures.email, emailOf(request.body)]);
    const waitS = Math.max(...tries.map(([throttle, who]) => throttle.waitS(who)));
    if (waitS > 0) {
      const headers = { 'retry-after': String(waitS) };
      throw new ProblemError(429, 'Too many failed sign-ins. Wait a moment.', { headers });
    }
    for (const [throttle, who] of tries) throttle.fail(who);
    let isRefused = false;
    let answer;
    try {
      answer = await act();
      // A wrong password is a 401 at the sign-in, and a 400 where one is signed in.
      isRefused = answer.status === 401 || answer.status === 400;
    } finally {
      if (!isRefused) for (const [throttle, who] of tries) throttle.takeBack(who);
    }
    // The same for an e-mail that nobody has, a wrong password and a deactivated user.
    if (path === 'sign-in/email' && answer.status === 401) throw new ProblemError(401, 'E-mail or password is wrong.');
    return answer;
  };
}

function emailOf(body: unknown): string {
  const email = typeof body === 'object' && body !== null && 'email' in body ? body.email : null;
  return typeof email === 'string' ? email.trim().toLowerCase().slice(0, 254) : '';
}

/** The request as the Fetch standard has it. Headers that name addresses are ours alone. */
function webRequest(request: FastifyRequest): Request {
  const headers = new Headers({ [addressHeader]: request.ip });
  for (const name of ['cookie', 'origin', 'user-agent', 'content-type'] as const) {
    const value = request.headers[name];
    if (value !== undefined) headers.set(name, value);
  }
  const body = request.body === undefined ? {} : { body: JSON.stringify(request.body) };
  return new Request(`${request.protocol}://${request.host}${request.url}`, {
    method: request.method,
    headers,
    ...body,
  });
}

async function send(reply: FastifyReply, answer: Response): Promise<FastifyReply> {
  for (const cookie of answer.headers.getSetCookie()) reply.header('set-cookie', cookie);
  const location = answer.headers.get('location');
  if (location !== null && answer.status >= 300) return reply.redirect(location, answer.status);
  const type = answer.headers.get('content-type');
  if (type !== null) reply.type(type);
  return reply
    .code(answer.status)
    .serializer(String)
    .send(await answer.text());
}

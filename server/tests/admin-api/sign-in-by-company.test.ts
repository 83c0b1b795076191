import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { admitFromCompany } from '../../src/administration/sign-in/admit-from-company.ts';
import { resetPassword } from '../../src/administration/sign-in/reset-password.ts';
import { createSignIn } from '../../src/identity/sign-in/sign-in.ts';
import { createLogger } from '../../src/platform/logger.ts';
import { type IdentityProvider, startIdentityProvider } from '../support/identity-provider.ts';
import { type AdminFixture, createAdminFixture } from './admin-fixture.ts';

let api: AdminFixture;
let provider: IdentityProvider;
const roles = [
  { role: 'admin', group: 'gate-admins' },
  { role: 'member', group: 'staff' },
] as const;
const origin = 'http://127.0.0.1:8787';

beforeAll(async () => {
  provider = await startIdentityProvider();
  let made: ReturnType<typeof createSignIn> | null = null;
  api = await createAdminFixture({ openId: { name: 'Acme', isOnly: true }, signIn: () => made });
  const { issuer, clientId, clientSecret } = provider;
  made = createSignIn({
    pool: api.database.pool,
    sharedKey: Buffer.alloc(32, 7),
    publicUrl: null,
    log: createLogger('silent'),
    company: {
      issuer,
      clientId,
      clientSecret,
      groupsClaim: 'groups',
      admit: (claims) => admitFromCompany(api.database.pool, { issuer, roles }, claims),
    },
  });
});
beforeEach(() => {
  provider.forges = false;
});
afterAll(async () => {
  await api.close();
  await provider.close();
  expect(provider.wrongs).toEqual([]);
});

/** Goes the way of a browser. @returns where it ends, and the session's cookies */
async function signIn(claims: object, withState = true): Promise<{ location: string; cookie: string }> {
  provider.next = { sub: 'subject-1', email_verified: true, ...claims };
  const cookies = new Map<string, string>();
  const call = async (method: string, url: string, body?: object) => {
    const cookie = withState ? [...cookies].map((pair) => pair.join('=')).join('; ') : '';
    const answer = await api.call(method, url, { token: null, headers: { origin, cookie }, ...(body && { body }) });
    for (const line of [answer.headers['set-cookie'] ?? []].flat()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === '') cookies.delete(name);
      else cookies.set(name, value);
    }
    return answer;
  };
  const asked = await call('POST', '/api/auth/sign-in/social', {
    provider: 'company',
    callbackURL: '/traffic',
    errorCallbackURL: '/sign-in',
  });
  expect(asked.status).toBe(200);
  const away = await fetch((asked.body as unknown as { url: string }).url, { redirect: 'manual' });
  const back = new URL(away.headers.get('location') ?? '');
  const answer = await call('GET', back.pathname + back.search);
  const session = [...cookies].filter(([name]) => name.includes('session_token')).map((pair) => pair.join('='));
  return { location: String(answer.headers['location'] ?? ''), cookie: session.join('; ') };
}

const me = (cookie: string) => api.call('GET', '/api/me', { token: null, headers: { cookie } });

test('who is new and in a group that has a role becomes a user with it, which the administration log tells', async () => {
  const { location, cookie } = await signIn({
    sub: 'nora',
    email: 'Nora@company.test',
    name: 'Nora',
    groups: ['staff', 'gate-admins'],
  });
  expect(location).toMatch(/\/traffic$/);
  expect((await me(cookie)).body).toMatchObject({ role: 'admin', user: { email: 'nora@company.test', name: 'Nora' } });
  const log = await api.call('GET', '/api/administration-log?limit=1');
  expect(log.body.items[0]).toMatchObject({ reason: `signed in by ${provider.issuer}` });
});

test('the role follows the groups at the next sign-in', async () => {
  const { cookie } = await signIn({ sub: 'nora', email: 'nora@company.test', groups: ['staff'] });
  expect((await me(cookie)).body).toMatchObject({ role: 'member' });
});

test('who they are is what the provider calls them: neither an e-mail that changed hands nor a new one opens what was somebody else’s', async () => {
  const groups = ['staff'];
  // Nora's e-mail was given to somebody else.
  expect((await signIn({ sub: 'new-nora', email: 'nora@company.test', groups })).cookie).toBe('');
  // Nora took the e-mail of the administrator, or one that nobody has.
  const { email } = api.people.admin;
  expect((await signIn({ sub: 'nora', email, groups })).cookie).toBe('');
  expect((await signIn({ sub: 'nora', email: 'nora.new@company.test', groups })).cookie).toBe('');
  const users = await api.call('GET', '/api/users?limit=200');
  expect(users.body.items.map((user) => user.email)).not.toContain('nora.new@company.test');
  expect((await signIn({ sub: 'nora', email: 'nora@company.test', groups })).cookie).not.toBe('');
});

test('a one-time password that was not used is taken back by who comes in by the company', async () => {
  const { id, email } = api.people.member;
  await resetPassword(api.database.pool, { kind: 'command' }, id);
  const { cookie } = await signIn({ sub: 'the-member', email, groups: ['staff'] });
  expect((await me(cookie)).body).toMatchObject({ role: 'member', must_change_password: false });
  const { rows } = await api.database.pool.query(
    `SELECT FROM sign_in_accounts WHERE user_id = $1 AND provider_id = 'credential'`,
    [id],
  );
  expect(rows).toEqual([]);
});

test('who is in no such group, has no verified e-mail or is deactivated does not get in, and is told so', async () => {
  for (const claims of [
    { sub: 'paul', email: 'paul@company.test', groups: ['visitors'] },
    { sub: 'paul', email: 'paul@company.test', groups: ['staff'], email_verified: false },
    { sub: 'paul', email: 'paul@company.test', groups: ['staff'], email_verified: 'false' },
  ]) {
    const { location, cookie } = await signIn(claims);
    expect(cookie).toBe('');
    expect(location).toMatch(/\/sign-in\?error=|error/);
  }
  const users = await api.call('GET', '/api/users?limit=200');
  expect(users.body.items.map(({ email }) => email)).not.toContain('paul@company.test');
});

test('a token that the provider did not sign, and an answer that nobody asked for, open nothing', async () => {
  provider.forges = true;
  expect((await signIn({ sub: 'nora', email: 'nora@company.test', groups: ['gate-admins'] })).cookie).toBe('');
  provider.forges = false;
  expect((await signIn({ sub: 'nora', email: 'nora@company.test', groups: ['gate-admins'] }, false)).cookie).toBe('');
});

test('tokens of the provider are kept nowhere, and passwords open nothing where it is the only way', async () => {
  const { rows } = await api.database.pool.query<{ kept: string | null }>(
    `SELECT coalesce(access_token, refresh_token, id_token) AS kept FROM sign_in_accounts WHERE provider_id = 'company'`,
  );
  expect(rows.length).toBeGreaterThan(0);
  expect(rows.filter(({ kept }) => kept !== null)).toEqual([]);
  const body = { email: 'nora@company.test', password: 'whatever it is' };
  expect((await api.call('POST', '/api/auth/sign-in/email', { token: null, headers: { origin }, body })).status).toBe(
    403,
  );
  expect((await api.call('GET', '/api/sign-in/options', { token: null })).body).toMatchObject({
    password: false,
    company: 'Acme',
  });
});

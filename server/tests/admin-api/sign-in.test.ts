import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { changeUser } from '../../src/administration/users/change.ts';
import { resetPassword } from '../../src/administration/sign-in/reset-password.ts';
import { type AdminFixture, createAdminFixture } from './admin-fixture.ts';

let api: AdminFixture;
beforeAll(async () => {
  api = await createAdminFixture();
});
afterAll(() => api.close());

const operator = { kind: 'command' } as const;
const origin = 'http://127.0.0.1:8787';
let addresses = 0;
/** Each test comes from an address of its own, so that none is slowed by another's failures. */
const newAddress = (): string => `10.9.0.${++addresses}`;

/** A browser: keeps the cookies that it is given, and says where its page is from. */
function browser(remoteAddress = newAddress()) {
  const cookies = new Map<string, string>();
  const call = async (method: string, url: string, body?: object, headers: Record<string, string> = { origin }) => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await api.call(method, url, {
      token: null,
      remoteAddress,
      headers: { ...headers, ...(cookie !== '' && { cookie }) },
      ...(body && { body }),
    });
    for (const line of [answer.headers['set-cookie'] ?? []].flat()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === '' || /max-age=0/i.test(line)) cookies.delete(name);
      else cookies.set(name, value);
    }
    return answer;
  };
  const signIn = (email: string, password: string) => call('POST', '/api/auth/sign-in/email', { email, password });
  return { cookies, call, signIn };
}

const chosen = 'correct horse battery staple';

/** Somebody who has chosen a password, signed in. */
async function signedIn(role: 'admin' | 'auditor' | 'member') {
  const { email, id } = api.people[role];
  const { password } = await resetPassword(api.database.pool, operator, id);
  const page = browser();
  expect((await page.signIn(email, password)).status).toBe(200);
  const changed = await page.call('POST', '/api/auth/change-password', {
    currentPassword: password,
    newPassword: chosen,
    revokeOtherSessions: true,
  });
  expect(changed.status).toBe(200);
  return page;
}

test('whoever signs in has the rights of their role, and /api/me says who they are', async () => {
  for (const role of ['admin', 'auditor', 'member'] as const) {
    const page = await signedIn(role);
    const me = await page.call('GET', '/api/me');
    expect(me.body).toMatchObject({ kind: 'user', role, user: { email: api.people[role].email } });
    expect((await page.call('GET', '/api/users')).status).toBe(role === 'member' ? 403 : 200);
    expect((await page.call('POST', '/api/users', {})).status).toBe(role === 'admin' ? 422 : 403);
  }
});

test('with a one-time password nothing can be done but to choose another one', async () => {
  const { password } = await resetPassword(api.database.pool, operator, api.people.admin.id);
  const page = browser();
  await page.signIn(api.people.admin.email, password);
  expect((await page.call('GET', '/api/me')).body).toMatchObject({ must_change_password: true });
  expect((await page.call('GET', '/api/users')).status).toBe(403);
  await page.call('POST', '/api/auth/change-password', { currentPassword: password, newPassword: chosen });
  expect((await page.call('GET', '/api/me')).body).toMatchObject({ must_change_password: false });
  expect((await page.call('GET', '/api/users')).status).toBe(200);
  expect((await browser().signIn(api.people.admin.email, password)).status).toBe(401);
});

test('a wrong password, an unknown e-mail and a deactivated user get the same answer, and no cookie', async () => {
  const { body: user } = await api.call('POST', '/api/users', { body: { email: 'gone@company.test', name: 'Gone' } });
  const { password } = await resetPassword(api.database.pool, operator, user.id);
  const fields = { is_active: false };
  await changeUser(api.database.pool, { kind: 'bootstrap_token' }, { id: user.id, fields, revision: null });
  const page = browser();
  const answers = [
    await page.signIn(api.people.admin.email, 'not the password'),
    await page.signIn('nobody@company.test', 'not the password'),
    await page.signIn('gone@company.test', password),
  ];
  expect(answers.map(({ status, body }) => [status, body.detail])).toEqual(
    answers.map(() => [401, 'E-mail or password is wrong.']),
  );
  expect(page.cookies.size).toBe(0);
});

test('ten failures slow the address for all e-mails, and the e-mail for all addresses', async () => {
  const [address, email] = [newAddress(), 'slow@company.test'];
  const guess = (remoteAddress: string, name: string) => browser(remoteAddress).signIn(name, 'guess');
  for (let time = 0; time < 10; time++) expect((await guess(address, email)).status).toBe(401);
  expect((await guess(address, 'another@company.test')).status).toBe(429);
  const elsewhere = await guess(newAddress(), email);
  expect([elsewhere.status, Number(elsewhere.headers['retry-after']) > 0]).toEqual([429, true]);
  expect((await guess(newAddress(), 'another@company.test')).status).toBe(401);
});

test('many guesses at once are no more than many one after the other', async () => {
  const address = newAddress();
  const guesses = Array.from({ length: 40 }, (_, index) =>
    browser(address).signIn(`somebody-${index}@company.test`, 'guess'),
  );
  const statuses = (await Promise.all(guesses)).map(({ status }) => status);
  expect(statuses.filter((status) => status === 401)).toHaveLength(10);
  expect(statuses.filter((status) => status === 429)).toHaveLength(30);
});

test('a session from before the sign-in is not taken over', async () => {
  const page = browser();
  page.cookies.set('tollgate.session_token', 'chosen-by-an-attacker.c2lnbmF0dXJl');
  const { password } = await resetPassword(api.database.pool, operator, api.people.auditor.id);
  await page.signIn(api.people.auditor.email, password);
  expect(page.cookies.get('tollgate.session_token')).not.toContain('chosen-by-an-attacker');
  const forged = browser();
  forged.cookies.set('tollgate.session_token', 'chosen-by-an-attacker.c2lnbmF0dXJl');
  expect((await forged.call('GET', '/api/me')).status).toBe(401);
});

test('the token of a session opens nothing without the signature that the cookie holds', async () => {
  const page = await signedIn('admin');
  const [token = ''] = decodeURIComponent(page.cookies.get('tollgate.session_token') ?? '').split('.');
  const { rows } = await api.database.pool.query('SELECT token FROM sign_in_sessions WHERE token = $1', [token]);
  expect(rows).toHaveLength(1);
  const thief = browser();
  thief.cookies.set('tollgate.session_token', token);
  expect((await thief.call('GET', '/api/me')).status).toBe(401);
});

test('changes by a session are taken from our own pages only', async () => {
  const page = await signedIn('admin');
  const user = { email: 'csrf@company.test', name: 'Csrf' };
  expect((await page.call('POST', '/api/users', user, { origin: 'https://evil.example' })).status).toBe(403);
  expect((await page.call('POST', '/api/users', user, {})).status).toBe(403);
  expect((await page.call('POST', '/api/users', user)).status).toBe(201);
  const foreign = { origin: 'https://evil.example' };
  expect((await page.call('POST', '/api/auth/sign-out', {}, foreign)).status).toBe(403);
});

test('cookies are out of reach of scripts and of other sites', async () => {
  const { password } = await resetPassword(api.database.pool, operator, api.people.member.id);
  const answer = await browser().signIn(api.people.member.email, password);
  const [cookie = ''] = [answer.headers['set-cookie'] ?? []].flat();
  expect(cookie).toMatch(/^tollgate\.session_token=.*HttpOnly/i);
  expect(cookie).toMatch(/SameSite=Lax/i);
});

test('signing out, ending the other sessions and deactivating end what they say, at once', async () => {
  const first = await signedIn('member');
  const second = browser();
  await second.signIn(api.people.member.email, chosen);
  await second.call('POST', '/api/auth/revoke-other-sessions', {});
  expect((await first.call('GET', '/api/me')).status).toBe(401);
  expect((await second.call('GET', '/api/me')).status).toBe(200);
  const cookies = new Map(second.cookies);
  await second.call('POST', '/api/auth/sign-out', {});
  for (const [name, value] of cookies) second.cookies.set(name, value);
  expect((await second.call('GET', '/api/me')).status).toBe(401);

  const { body: user } = await api.call('POST', '/api/users', { body: { email: 'brief@company.test', name: 'Brief' } });
  const { password } = await resetPassword(api.database.pool, operator, user.id);
  const page = browser();
  await page.signIn('brief@company.test', password);
  expect((await page.call('GET', '/api/me')).status).toBe(200);
  await api.call('PATCH', `/api/users/${user.id}`, { body: { is_active: false } });
  expect((await page.call('GET', '/api/me')).status).toBe(401);
});

test('with one-time codes a password alone begins no session', async () => {
  const page = await signedIn('auditor');
  const enabled = await page.call('POST', '/api/auth/two-factor/enable', { password: chosen });
  const { totpURI, backupCodes } = JSON.parse(enabled.text) as { totpURI: string; backupCodes: string[] };
  const seed = new URL(totpURI).searchParams.get('secret') ?? '';
  expect((await page.call('POST', '/api/auth/two-factor/verify-totp', { code: totp(seed) })).status).toBe(200);

  const { email } = api.people.auditor;
  const again = browser();
  expect(JSON.parse((await again.signIn(email, chosen)).text)).toMatchObject({ twoFactorRedirect: true });
  expect((await again.call('GET', '/api/me')).status).toBe(401);
  expect((await again.call('POST', '/api/auth/two-factor/verify-totp', { code: '000000' })).status).toBe(401);
  expect((await again.call('POST', '/api/auth/two-factor/verify-totp', { code: totp(seed) })).status).toBe(200);
  expect((await again.call('GET', '/api/me')).body).toMatchObject({ role: 'auditor' });

  const spare = browser();
  await spare.signIn(email, chosen);
  const code = backupCodes[0] ?? '';
  expect((await spare.call('POST', '/api/auth/two-factor/verify-backup-code', { code })).status).toBe(200);
  const twice = browser();
  await twice.signIn(email, chosen);
  expect((await twice.call('POST', '/api/auth/two-factor/verify-backup-code', { code })).status).toBe(401);
});

test('nobody signs up, and what better-auth has besides is closed', async () => {
  const page = browser();
  for (const path of ['sign-up/email', 'request-password-reset', 'update-user', 'delete-user', 'two-factor/send-otp']) {
    expect(
      (await page.call('POST', `/api/auth/${path}`, { email: 'a@b.test', password: chosen, name: 'A' })).status,
    ).toBe(404);
  }
});

test('a one-time password is in one answer, and nowhere in the clear', async () => {
  const { id, email } = api.people.member;
  const { status, body } = await api.call('POST', `/api/users/${id}/reset-password`, {});
  expect([status, body.email]).toEqual([200, email]);
  const { password } = JSON.parse(JSON.stringify(body)) as { password: string };
  const { rows } = await api.database.pool.query(
    `SELECT json_agg(a)::text AS kept FROM sign_in_accounts a UNION ALL SELECT json_agg(l)::text FROM administration_log l`,
  );
  expect(JSON.stringify(rows)).toContain('user.reset_password');
  expect(JSON.stringify(rows)).not.toContain(password);
  expect((await browser().signIn(email, password)).status).toBe(200);
});

/** RFC 6238 with its defaults: HMAC-SHA-1, 30 s, six digits. */
function totp(seed: string): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const bits = Array.from(seed, (letter) => alphabet.indexOf(letter).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000)));
  const mac = createHmac('sha1', key).update(counter).digest();
  const offset = (mac.at(-1) ?? 0) & 15;
  return String((mac.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type AdminFixture, createAdminFixture, giveToken } from './admin-fixture.ts';

let api: AdminFixture;
beforeAll(async () => {
  api = await createAdminFixture();
});
afterAll(() => api.close());

describe('who is let in', () => {
  test('a personal token has the role of its user', async () => {
    const answer = await api.call('GET', '/api/me', { token: api.people.auditor.token });
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ kind: 'user', role: 'auditor', user: { email: 'auditor@company.test' } });
    expect(answer.body.permissions).not.toContain('policy:change');
  });

  test('the bootstrap token is an administrator, and said to be the bootstrap token', async () => {
    const answer = await api.call('GET', '/api/me');
    expect(answer.body).toMatchObject({ kind: 'bootstrap_token', role: 'admin', user: null });
  });

  test.each([
    ['no token', null],
    ['an unknown token', `tgp_${'0'.repeat(64)}`],
    ['a token that is none', 'hello'],
    ['a key instead of a token', `tg_${'0'.repeat(64)}`],
  ])('%s is refused with a problem document', async (_name, token) => {
    const answer = await api.call('GET', '/api/me', { token });
    expect(answer.status).toBe(401);
    expect(answer.headers['content-type']).toContain('application/problem+json');
    expect(answer.headers['www-authenticate']).toContain('Bearer');
    expect(answer.body).toMatchObject({ status: 401, title: 'Unauthorized' });
  });

  test('an expired token, and one of a deactivated user, are refused', async () => {
    const { pool } = api.database;
    const expired = await giveToken(pool, api.people.admin.id, new Date(Date.now() - 1000).toISOString());
    expect((await api.call('GET', '/api/me', { token: expired })).status).toBe(401);

    const good = await giveToken(pool, api.people.member.id);
    expect((await api.call('GET', '/api/me', { token: good })).status).toBe(200);
    await pool.query('UPDATE users SET is_active = false WHERE id = $1', [api.people.member.id]);
    expect((await api.call('GET', '/api/me', { token: good })).status).toBe(401);
    await pool.query('UPDATE users SET is_active = true WHERE id = $1', [api.people.member.id]);
  });

  test('wrong tokens slow their address, not others, nor tokens that were good there', async () => {
    const good = { token: api.people.admin.token, remoteAddress: '10.1.1.1' };
    expect((await api.call('GET', '/api/me', good)).status).toBe(200);
    const wrong = (n: number, remoteAddress: string) =>
      api.call('GET', '/api/me', { token: `tgp_${String(n).padStart(64, '0')}`, remoteAddress });
    for (let n = 0; n < 10; n++) expect((await wrong(n, '10.1.1.1')).status).toBe(401);
    const slowed = await wrong(11, '10.1.1.1');
    expect(slowed.status).toBe(429);
    expect(Number(slowed.headers['retry-after'])).toBeGreaterThan(0);
    expect((await wrong(12, '10.2.2.2')).status).toBe(401);
    expect((await api.call('GET', '/api/me', good)).status).toBe(200);
  });
});

describe('which host and origin are answered', () => {
  const me = (headers: Record<string, string>) => api.call('GET', '/api/me', { headers });

  test.each(['localhost:8787', '127.0.0.1', '[::1]:99'])('%s is', async (host) => {
    expect((await me({ host })).status).toBe(200);
  });

  test.each(['evil.test', '127.0.0.1.evil.test:8787', 'localhost@evil.test'])('%s is not', async (host) => {
    expect((await me({ host })).status).toBe(421);
  });

  test('with a public URL, its host is and another public one is not', async () => {
    const other = await createAdminFixture({ publicUrl: 'https://gate.company.test' });
    const status = async (headers: Record<string, string>, method = 'GET') =>
      (await other.call(method, '/api/me', { headers })).status;
    expect(await status({ host: 'gate.company.test' })).toBe(200);
    expect(await status({ host: 'localhost:8787' })).toBe(200);
    expect(await status({ host: 'other.company.test' })).toBe(421);
    await other.close();
  });

  test("a change from another origin's page is refused, a page of ours is heard", async () => {
    const change = (origin: string) =>
      api.call('POST', '/api/users', { headers: { origin }, body: {}, token: api.people.auditor.token });
    expect((await change('https://evil.test')).body.detail).toContain('origin');
    expect((await change('null')).body.detail).toContain('origin');
    expect((await change('http://127.0.0.1:9999')).body.detail).toContain('origin');
    expect((await change('http://127.0.0.1:8787')).body.detail).toContain('role');
  });
});

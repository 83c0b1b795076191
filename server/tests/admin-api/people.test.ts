import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type AdminFixture, type Answer, createAdminFixture } from './admin-fixture.ts';

let api: AdminFixture;
beforeAll(async () => {
  api = await createAdminFixture();
});
afterAll(() => api.close());

let count = 0;
const createUser = async (fields: object = {}) => {
  count += 1;
  const answer = await api.call('POST', '/api/users', {
    body: { email: `p${count}@company.test`, name: 'P', ...fields },
  });
  expect(answer.status).toBe(201);
  return answer.body;
};
const createInstance = async (ownerId: string) => {
  count += 1;
  const answer = await api.call('POST', '/api/instances', { body: { name: `claw-${count}`, owner_id: ownerId } });
  expect(answer.status).toBe(201);
  return answer.body;
};

describe('users', () => {
  test('are created, read, found by e-mail and changed, each change in the log with its actor', async () => {
    const user = await createUser({ role: 'auditor' });
    expect(user).toMatchObject({ role: 'auditor', is_active: true, managed_by_file: false, revision: 1 });

    const token = api.people.admin.token;
    const changed = await api.call('PATCH', `/api/users/${user.id}`, { token, body: { name: 'Other' } });
    expect(changed.body).toMatchObject({ name: 'Other', email: user.email, revision: 2 });
    const found = await api.call('GET', `/api/users?email=${user.email.toUpperCase()}`);
    expect(found.body.items).toEqual([changed.body]);
    expect((await api.call('GET', `/api/users/${user.id}`)).body).toEqual(changed.body);

    const log = await api.call('GET', `/api/administration-log?target_kind=user&target_id=${user.id}`);
    expect(log.body.items).toMatchObject([
      {
        action: 'user.change',
        actor: { kind: 'user', email: 'admin@company.test' },
        before: { name: 'P' },
        after: { name: 'Other' },
      },
      { action: 'user.create', actor: { kind: 'bootstrap_token', email: null }, before: null },
    ]);
    expect(log.body.items[0]?.policy_version).toBeGreaterThan(log.body.items[1]?.policy_version ?? Infinity);
  });

  test('bad input gets 422 with one entry for each field, and saves nothing', async () => {
    const before = (await api.call('GET', '/api/users?limit=200')).body.items.length;
    const answer = await api.call('POST', '/api/users', { body: { email: 'nobody', role: 'king', nickname: 'x' } });
    expect(answer.status).toBe(422);
    expect(answer.body.errors.map(({ field }) => field).toSorted()).toEqual(['email', 'name', 'nickname', 'role']);
    expect((await api.call('GET', '/api/users?limit=200')).body.items).toHaveLength(before);
  });

  test('a taken e-mail is a conflict that names the field, whatever its case', async () => {
    const user = await createUser();
    const answer = await api.call('POST', '/api/users', { body: { email: user.email.toUpperCase(), name: 'Q' } });
    expect(answer.status).toBe(409);
    expect(answer.body.errors).toEqual([{ field: 'email', message: 'is taken' }]);
  });

  test('deactivating one ends keys and tokens for good', async () => {
    const user = await createUser({ role: 'member' });
    const instance = await createInstance(user.id);
    const key = (await api.call('POST', '/api/keys', { body: { name: 'k', instance_id: instance.id } })).body;
    const made = await api.call('POST', '/api/tokens', { body: { name: 't', user_id: user.id } });
    expect((await api.call('GET', '/api/me', { token: made.body.secret })).status).toBe(200);

    const change = (is_active: boolean) => api.call('PATCH', `/api/users/${user.id}`, { body: { is_active } });
    expect((await change(false)).status).toBe(200);
    expect((await api.call('GET', '/api/me', { token: made.body.secret })).status).toBe(401);
    expect((await change(true)).status).toBe(200);
    expect((await api.call('GET', '/api/me', { token: made.body.secret })).status).toBe(401);
    expect((await api.call('GET', `/api/keys/${key.id}`)).body.revoked_at).toEqual(expect.any(String));
  });

  test('administrators do not take their own rights away', async () => {
    const { id, token } = api.people.admin;
    for (const body of [{ role: 'member' }, { is_active: false }]) {
      expect((await api.call('PATCH', `/api/users/${id}`, { token, body })).status).toBe(409);
    }
  });
});

describe('two people who change the same thing', () => {
  test('the second one is told, by If-Match', async () => {
    const user = await createUser();
    const read = await api.call('GET', `/api/users/${user.id}`);
    const change = (name: string) =>
      api.call('PATCH', `/api/users/${user.id}`, {
        body: { name },
        headers: { 'if-match': String(read.headers.etag) },
      });
    expect((await change('First')).status).toBe(200);
    const second = await change('Second');
    expect(second.status).toBe(412);
    expect((await api.call('GET', `/api/users/${user.id}`)).body.name).toBe('First');
  });
});

describe('keys', () => {
  test('show their secret once, on creation', async () => {
    const user = await createUser();
    const made = await api.call('POST', '/api/keys', { body: { name: 'laptop', user_id: user.id } });
    expect(made.status).toBe(201);
    const { secret, ...shown } = made.body;
    expect(secret).toMatch(/^tg_[0-9a-f]{64}$/);
    expect(secret.startsWith(shown.prefix)).toBe(true);
    const read = await api.call('GET', `/api/keys/${shown.id}`);
    expect(read.body).toEqual({ ...shown, last_used_at: null });
    expect(read.text).not.toContain(secret);
  });

  test('are revoked for good, and cannot be changed after', async () => {
    const user = await createUser();
    const { id } = (await api.call('POST', '/api/keys', { body: { name: 'k', user_id: user.id } })).body;
    const changed = await api.call('PATCH', `/api/keys/${id}`, {
      body: { include_usage: 'always', expires_at: '2030-01-01T00:00:00+01:00' },
    });
    expect(changed.body).toMatchObject({ include_usage: 'always', expires_at: '2029-12-31T23:00:00.000Z' });
    const revoked = await api.call('POST', `/api/keys/${id}/revoke`);
    expect(revoked.body.revoked_at).toEqual(expect.any(String));
    expect((await api.call('PATCH', `/api/keys/${id}`, { body: { expires_at: null } })).status).toBe(409);
  });

  test('of an instance that does not exist are refused by field', async () => {
    const answer = await api.call('POST', '/api/keys', { body: { name: 'k', instance_id: 'ins_nope' } });
    expect(answer.status).toBe(422);
    expect(answer.body.errors).toEqual([{ field: 'instance_id', message: 'there is no such instance' }]);
  });

  test('follow their instance to another owner', async () => {
    const [first, second] = [await createUser(), await createUser()];
    const instance = await createInstance(first.id);
    const key = (await api.call('POST', '/api/keys', { body: { name: 'k', instance_id: instance.id } })).body;
    await api.call('PATCH', `/api/instances/${instance.id}`, { body: { owner_id: second.id } });
    expect((await api.call('GET', `/api/keys/${key.id}`)).body.user_id).toBe(second.id);
  });
});

describe('what members see', () => {
  test('is their own instances, keys and tokens; those of others are not there', async () => {
    const { id, token } = api.people.member;
    const mine = await createInstance(id);
    const other = await createInstance((await createUser()).id);
    const keyOf = async (instance: { id: string }) =>
      (await api.call('POST', '/api/keys', { body: { name: 'k', instance_id: instance.id } })).body;
    const [myKey, otherKey] = [await keyOf(mine), await keyOf(other)];

    const list = async (url: string) =>
      (await api.call('GET', url, { token })).body.items.map((item: { id: string }) => item.id);
    expect(await list('/api/instances')).toEqual([mine.id]);
    expect(await list('/api/keys')).toEqual([myKey.id]);
    expect(await list(`/api/instances?owner_id=${other.owner_id}`)).toEqual([]);
    expect((await api.call('GET', `/api/instances/${other.id}`, { token })).status).toBe(404);
    expect((await api.call('GET', `/api/keys/${otherKey.id}`, { token })).status).toBe(404);

    const tokens = (await api.call('GET', '/api/tokens', { token })).body.items;
    expect(new Set(tokens.map((one) => one.user_id))).toEqual(new Set([id]));
  });

  test('their own tokens can be made and revoked by them, nobody else’s', async () => {
    const { token } = api.people.member;
    const made = await api.call('POST', '/api/tokens', { token, body: { name: 'script' } });
    expect(made.status).toBe(201);
    expect((await api.call('POST', `/api/tokens/${made.body.id}/revoke`, { token: made.body.secret })).status).toBe(
      200,
    );
    expect((await api.call('GET', '/api/me', { token: made.body.secret })).status).toBe(401);

    const forAdmin = { token, body: { name: 'script', user_id: api.people.admin.id } };
    expect((await api.call('POST', '/api/tokens', forAdmin)).status).toBe(403);
    const [others] = (await api.call('GET', `/api/tokens?user_id=${api.people.admin.id}`)).body.items;
    expect((await api.call('POST', `/api/tokens/${others?.id}/revoke`, { token })).status).toBe(404);
    expect(
      (await api.call('POST', `/api/tokens/${others?.id}/revoke`, { token: api.people.auditor.token })).status,
    ).toBe(403);
  });
});

describe('lists', () => {
  test('are paged by cursor, each item once, also while others are added', async () => {
    for (let n = 0; n < 5; n++) await createUser();
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page: Answer = await api.call('GET', `/api/users?limit=2${cursor === null ? '' : `&cursor=${cursor}`}`);
      expect(page.status).toBe(200);
      seen.push(...page.body.items.map(({ id }) => id));
      if (seen.length === 4) await createUser();
      cursor = page.body.next_cursor;
    } while (cursor !== null);
    const all = (await api.call('GET', '/api/users?limit=200')).body.items.map(({ id }) => id);
    expect(seen).toEqual(all);
  });

  test('refuse a cursor that they did not give, a limit over 200, and filters that do not exist', async () => {
    for (const cursor of [
      'xyz',
      Buffer.from('["a","b"]').toString('base64url'),
      Buffer.from('5').toString('base64url'),
    ]) {
      const answer = await api.call('GET', `/api/users?cursor=${cursor}`);
      expect(answer.status).toBe(400);
      expect(answer.body.errors[0]?.field).toBe('cursor');
    }
    expect((await api.call('GET', '/api/users?limit=201')).body.errors[0]?.field).toBe('limit');
    expect((await api.call('GET', '/api/users?limit=0')).status).toBe(422);
    expect((await api.call('GET', '/api/users?nmae=x')).body.errors).toEqual([
      { field: 'nmae', message: 'is no field of this' },
    ]);
    expect((await api.call('GET', '/api/administration-log?cursor=WyJ4Il0')).status).toBe(400);
  });
});

describe('what the configuration file manages', () => {
  test('is read-only here', async () => {
    const user = await createUser();
    const instance = await createInstance(user.id);
    const { pool } = api.database;
    await pool.query('UPDATE users SET managed_by_file = true WHERE id = $1', [user.id]);
    await pool.query('UPDATE instances SET managed_by_file = true WHERE id = $1', [instance.id]);
    for (const url of [`/api/users/${user.id}`, `/api/instances/${instance.id}`]) {
      const answer = await api.call('PATCH', url, { body: { name: 'Other' } });
      expect(answer.status).toBe(409);
      expect(answer.body.detail).toContain('configuration file');
    }
  });
});

describe('bodies', () => {
  test('that are no JSON, too large or of another type are refused as what they are', async () => {
    const send = (payload: string, type: string) =>
      api.call('POST', '/api/users', { body: payload, headers: { 'content-type': type } });
    expect((await send('{"email":', 'application/json')).status).toBe(400);
    expect((await send('email=x', 'application/x-www-form-urlencoded')).status).toBe(415);
    expect((await send(`"${'x'.repeat(5 * 1024 * 1024)}"`, 'application/json')).status).toBe(413);
    expect((await send('{"__proto__":{"role":"admin"}}', 'application/json')).status).toBe(400);
  });

  test('of unknown addresses get a problem document', async () => {
    const answer = await api.call('GET', '/api/nothing?secret=1');
    expect(answer.status).toBe(404);
    expect(answer.headers['content-type']).toContain('application/problem+json');
    expect(answer.text).not.toContain('secret');
  });
});

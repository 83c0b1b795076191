import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '#support/database.ts';
import { createKey, type NewKey } from '../../src/administration/keys/create.ts';
import { revokeKey } from '../../src/administration/keys/revoke.ts';
import { createToken } from '../../src/administration/tokens/create.ts';
import { selectHeadVersion, selectPolicyDocument } from '../../src/catalog/policy-versions.queries.ts';
import { hashSecret } from '../../src/identity/secrets.ts';
import { findToken } from '../../src/identity/tokens.queries.ts';
import { apply, exampleYaml } from './gateway-yaml.ts';

const command = { kind: 'command' } as const;

let database: TestDatabase;
beforeEach(async () => {
  database = await createTestDatabase();
  await apply(
    database,
    exampleYaml.replace(
      '[ { email: ada@example.com, name: Ada, role: admin } ]',
      '[ { email: ada@example.com, name: Ada, role: admin }, { email: bob@example.com } ]',
    ),
  );
});
afterEach(() => database.drop());

async function userOf(email: string) {
  const document = await selectPolicyDocument(database.pool, await selectHeadVersion(database.pool));
  const user = document?.users.find((one) => one.email === email);
  if (!user) throw new Error(`no user ${email}`);
  return { kind: 'user', id: user.id, email, role: user.role } as const;
}

async function lastLogEntry() {
  const { rows } = await database.pool.query<Record<string, unknown>>(
    'SELECT actor, action, before, after FROM administration_log ORDER BY id DESC LIMIT 1',
  );
  return rows[0];
}

describe('a new key', () => {
  test('is in the policy under its prefix, and in the log, without its secret', async () => {
    const { key, secret, version } = await createKey(database.pool, command, { name: 'bot', instance: 'CLAW-1' });
    const document = await selectPolicyDocument(database.pool, version);
    expect(document?.keys.find((one) => one.id === key.id)).toEqual(key);
    expect(secret.startsWith(key.prefix)).toBe(true);
    expect(key).toMatchObject({ user_id: (await userOf('ada@example.com')).id, instance_id: expect.any(String) });
    expect(await lastLogEntry()).toEqual({ actor: command, action: 'key.create', before: null, after: key });
  });

  test('expires when it says, whatever time zone that was said in', async () => {
    const { key } = await createKey(database.pool, command, {
      name: 'bot',
      user: 'bob@example.com',
      expiresAt: '2030-01-01T02:00:00+02:00',
    });
    expect(key.expires_at).toBe('2030-01-01T00:00:00.000Z');
  });

  test.each<[string, NewKey, string]>([
    ['for nobody', { name: 'k' }, 'user'],
    ['for an unknown user', { name: 'k', user: 'eve@example.com' }, 'user'],
    ['for an unknown instance', { name: 'k', instance: 'claw-9' }, 'instance'],
    ['of one user for an instance of another', { name: 'k', user: 'bob@example.com', instance: 'claw-1' }, 'instance'],
    ['without a name', { name: '', instance: 'claw-1' }, 'name'],
    ['that expires at no time', { name: 'k', instance: 'claw-1', expiresAt: 'soon' }, 'expires_at'],
  ])('%s is refused with the field', async (_, wanted, field) => {
    const before = await selectHeadVersion(database.pool);
    await expect(createKey(database.pool, command, wanted)).rejects.toMatchObject({
      kind: 'invalid',
      problems: [{ field }],
    });
    expect(await selectHeadVersion(database.pool)).toBe(before);
  });

  test('is made and revoked by administrators only', async () => {
    const bob = await userOf('bob@example.com');
    const { key } = await createKey(database.pool, await userOf('ada@example.com'), { name: 'k', user: bob.id });
    const forbidden = { kind: 'forbidden' };
    await expect(createKey(database.pool, bob, { name: 'k', user: bob.id })).rejects.toMatchObject(forbidden);
    await expect(revokeKey(database.pool, bob, key.id)).rejects.toMatchObject(forbidden);
  });

  test('is revoked once: again changes nothing, and what is not there is not found', async () => {
    const { key } = await createKey(database.pool, command, { name: 'k', instance: 'claw-1' });
    const first = await revokeKey(database.pool, command, key.id);
    expect(await revokeKey(database.pool, command, key.id)).toEqual(first);
    await expect(revokeKey(database.pool, command, 'key_none')).rejects.toMatchObject({ kind: 'not_found' });
  });
});

describe('a personal token', () => {
  test('stands for its user and makes no new policy', async () => {
    const before = await selectHeadVersion(database.pool);
    const { token, secret } = await createToken(database.pool, command, { email: 'Bob@example.com' });
    const bob = await userOf('bob@example.com');
    expect(await findToken(database.pool, hashSecret(secret))).toMatchObject({
      token: { id: token.id },
      user: { id: bob.id, email: bob.email, role: 'member' },
    });
    expect(await selectHeadVersion(database.pool)).toBe(before);
    expect(await lastLogEntry()).toEqual({ actor: command, action: 'token.create', before: null, after: token });
  });

  test.each([
    ['is wrong', `UPDATE personal_tokens SET secret_hash = repeat('0', 64)`],
    ['was revoked', 'UPDATE personal_tokens SET revoked_at = now()'],
    ['expired', `UPDATE personal_tokens SET expires_at = now() - interval '1 s'`],
    ['is of a deactivated user', 'UPDATE users SET is_active = false'],
  ])('that %s stands for nobody', async (_, sql) => {
    const { secret } = await createToken(database.pool, command, { email: 'bob@example.com' });
    expect(await findToken(database.pool, hashSecret(secret))).not.toBeNull();
    await database.pool.query(sql);
    expect(await findToken(database.pool, hashSecret(secret))).toBeNull();
  });

  test('is made by its user, not by another, even an administrator', async () => {
    const ada = await userOf('ada@example.com');
    const { token } = await createToken(database.pool, ada, { email: ada.email });
    expect(token.user_id).toBe(ada.id);
    const forbidden = createToken(database.pool, ada, { email: 'bob@example.com' });
    await expect(forbidden).rejects.toMatchObject({ kind: 'forbidden' });
  });
});

import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { createCredentialVault } from '../../src/administration/credentials/credential-vault.ts';
import { findMasterKeys, loadMasterKeys, type MasterKeySource } from '../../src/audit/vault/load-master-keys.ts';
import { rotateMasterKey, RotationRefused } from '../../src/audit/vault/rotate-master-key.ts';
import { loadSharedSecrets } from '../../src/audit/vault/shared-secrets.ts';
import { CannotOpen } from '../../src/audit/vault/vault.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { cleanUpGateways, newFolder } from '../support/gateway.ts';
import { testMasterKeys } from '../support/vault.ts';

const databases: TestDatabase[] = [];
let database: TestDatabase;
let source: MasterKeySource;
beforeEach(async () => {
  database = await createTestDatabase();
  databases.push(database);
  source = { current: null, previous: null, dataDir: await newFolder() };
});
afterAll(async () => {
  await cleanUpGateways();
  for (const one of databases) await one.drop();
});

const keyIn = (name: string): Promise<string> => readFile(path.join(source.dataDir, name), 'utf8');

test('replicas that start at the same time agree on the secrets that they share', async () => {
  const masterKeys = testMasterKeys();
  const all = await Promise.all(Array.from({ length: 8 }, () => loadSharedSecrets(database.pool, masterKeys)));
  expect(new Set(all.map(({ index }) => index.toString('hex'))).size).toBe(1);
  expect(new Set(all.map(({ signing }) => signing.publicKey)).size).toBe(1);
  await expect(loadSharedSecrets(database.pool, testMasterKeys())).rejects.toThrow(CannotOpen);
});

test('processes that start at the same time on one data folder agree on a master key', async () => {
  const all = await Promise.all(Array.from({ length: 8 }, () => loadMasterKeys(source)));
  expect(new Set(all.map(({ current }) => current.id)).size).toBe(1);
});

test('a rotation that the database refused is gone on with, and the key that opens everything is not put away', async () => {
  const { index } = await loadSharedSecrets(database.pool, await loadMasterKeys(source));
  const before = await keyIn('master.key');
  await database.pool.query(
    `create function refuse() returns trigger language plpgsql as $$ begin raise 'no'; end $$;
     create trigger refuse before update on secrets for each row execute function refuse()`,
  );
  for (let round = 0; round < 3; round++) {
    await expect(rotateMasterKey(database.pool, source, [])).rejects.toThrow('no');
    expect(await keyIn('master.key.previous')).toBe(before);
    const keys = await findMasterKeys(source);
    if (!keys) throw new Error('there is no master key');
    expect((await loadSharedSecrets(database.pool, keys)).index).toEqual(index);
  }
  await database.pool.query('drop trigger refuse on secrets');
  expect((await rotateMasterKey(database.pool, source, [])).keys).toBe(2);
  const after = await findMasterKeys(source);
  if (!after) throw new Error('there is no master key');
  expect((await loadSharedSecrets(database.pool, { current: after.current, previous: null })).index).toEqual(index);
  expect(await keyIn('master.key')).not.toBe(before);
});

test('stored secrets of providers are wrapped anew; a gateway that was not restarted goes on with those it knows', async () => {
  const running = createCredentialVault(await loadMasterKeys(source));
  const reference = await running.store(database.pool, 'https://api.example.com', 'sk-stored');
  const secret = { origin: 'https://api.example.com', secret: 'sk-stored' };
  expect((await running.load(database.pool)).get(reference)).toEqual(secret);
  expect((await rotateMasterKey(database.pool, source, [])).keys).toBe(1);
  const { current } = await loadMasterKeys(source);
  const restarted = createCredentialVault({ current, previous: null });
  expect((await restarted.load(database.pool)).get(reference)).toEqual(secret);
  expect((await running.load(database.pool)).get(reference)).toEqual(secret);

  // Whoever writes to the database cannot have it sent elsewhere.
  await database.pool.query(`update stored_credentials set origin = 'https://thief.example.com'`);
  expect((await restarted.load(database.pool)).get(reference)).toBeUndefined();
});

test('a key that neither master key wrapped stops the rotation, and no new master key is made', async () => {
  await loadMasterKeys(source);
  await loadSharedSecrets(database.pool, testMasterKeys());
  const before = await keyIn('master.key');
  await expect(rotateMasterKey(database.pool, source, [])).rejects.toThrow(CannotOpen);
  expect(await keyIn('master.key')).toBe(before);
});

test('no new master key is made while a journal has not brought its data key', async () => {
  await loadSharedSecrets(database.pool, await loadMasterKeys(source));
  const before = await keyIn('master.key');
  await expect(rotateMasterKey(database.pool, source, ['jrn_1'])).rejects.toThrow(RotationRefused);
  await database.pool.query(`insert into journals (id, host, lease_until) values ('jrn_2', 'x', now() + '1 hour')`);
  await expect(rotateMasterKey(database.pool, source, [])).rejects.toThrow('jrn_2');
  expect(await keyIn('master.key')).toBe(before);
});

test('a file that holds no key is told by its name, never by what it holds', async () => {
  const text = randomBytes(31).toString('hex');
  await writeFile(path.join(source.dataDir, 'master.key'), text);
  const problem = await loadMasterKeys(source).catch(String);
  expect(problem).toContain('master.key does not hold a master key');
  expect(problem).not.toContain(text);
});

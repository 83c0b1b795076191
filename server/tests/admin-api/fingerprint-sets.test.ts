import { createLiveCredentials } from '../../src/catalog/live-credentials.ts';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createFingerprintStore } from '../../src/administration/fingerprint-sets/fingerprint-store.ts';
import { selectPolicyDocument, selectHeadVersion } from '../../src/catalog/policy-versions.queries.ts';
import { createPolicySource } from '../../src/catalog/policy-source.ts';
import { compileRules } from '../../src/risk/compile.ts';
import { type AdminFixture, createAdminFixture } from './admin-fixture.ts';

let api: AdminFixture;
beforeAll(async () => {
  api = await createAdminFixture();
});
afterAll(() => api.close());

const rule = (fields: object = {}) => ({
  id: 'customer_numbers',
  display_name: 'Customer numbers',
  category: 'enterprise',
  kind: 'fingerprints',
  fingerprints: 'customers',
  severity: 'high',
  action: 'block',
  ...fields,
});
const upload = (id: string, body: string, type = 'text/plain', query = '') =>
  api.call('PUT', `/api/fingerprint-sets/${id}/values${query}`, { body, headers: { 'content-type': type } });
const create = (id: string) => api.call('POST', '/api/fingerprint-sets', { body: { id, description: 'of the CRM' } });
const find = async (text: string) => {
  const { hits } = (await api.call('POST', '/api/rules/test', { body: { text } })).body;
  return hits.filter((hit) => hit.rule === 'customer_numbers').length;
};

describe('a set of fingerprints', () => {
  test('is made, filled, used by a rule, filled anew and deleted when no rule names it', async () => {
    expect((await create('customers')).status).toBe(201);
    expect((await create('customers')).status).toBe(409);
    const filled = await upload('customers', 'CUST-884201\nMei Lin Featherstone\n\nab\ncust 884201\n');
    expect(filled.status).toBe(200);
    expect(filled.body).toMatchObject({
      id: 'customers',
      values: 2,
      revision: 2,
      skipped: { twice: 1, 'too short': 1 },
    });
    expect((await api.call('POST', '/api/rules', { body: rule() })).status).toBe(201);
    expect(await find('about CUST 884201 and MEI LIN FEATHERSTONE')).toBe(2);

    expect((await api.call('GET', '/api/fingerprint-sets/customers')).body).toMatchObject({
      description: 'of the CRM',
      values: 2,
      used_by: ['customer_numbers'],
    });
    expect((await api.call('DELETE', '/api/fingerprint-sets/customers')).status).toBe(409);

    expect(
      (await upload('customers', 'number;name\n884299;"Lin; Jo"', 'text/csv; charset=utf-8', '?column=Name')).body,
    ).toMatchObject({ values: 1, skipped: {} });
    expect([await find('CUST 884201'), await find('884299'), await find('Lin, Jo')]).toEqual([0, 0, 1]);

    await api.call('DELETE', '/api/rules/customer_numbers');
    expect((await api.call('DELETE', '/api/fingerprint-sets/customers')).status).toBe(204);
    expect((await api.call('GET', '/api/fingerprint-sets/customers')).status).toBe(404);
    expect((await upload('customers', 'CUST-884201')).status).toBe(404);
  });

  test('shows its values neither in the database, nor in the policy, nor in the log', async () => {
    await create('staff');
    await upload('staff', 'Cassandra Featherstone\n');
    const { rows } = await api.database.pool.query<{ sealed: Buffer }>(
      "select sealed from fingerprint_sets where id = 'staff'",
    );
    expect(rows[0]?.sealed.toString('latin1')).not.toMatch(/cassandra|feather/i);
    const log = await api.call('GET', '/api/administration-log');
    expect(log.text).toContain('fingerprint_set.replace');
    expect(log.text).not.toMatch(/cassandra/i);
    const document = await selectPolicyDocument(api.database.pool, await selectHeadVersion(api.database.pool));
    expect(document?.fingerprint_sets).toContainEqual(expect.objectContaining({ id: 'staff', values: 1 }));
    expect(JSON.stringify(document)).not.toMatch(/cassandra/i);
  });

  test('opens with the secret that made it alone, and only what the policy names', async () => {
    await create('partners');
    await upload('partners', 'Cassandra Featherstone\n');
    const { pool } = api.database;
    const load = async (secret: Buffer | null) => [
      ...(await createFingerprintStore(() => secret).loadAll(pool)).keys(),
    ];
    expect(await load(Buffer.alloc(32, 5))).toContain('partners');
    expect(await load(Buffer.alloc(32, 6))).toEqual([]);
    expect(await load(null)).toEqual([]);
    const other = { id: 'partners', digest: '0'.repeat(64), values: 1 };
    expect((await createFingerprintStore(() => Buffer.alloc(32, 5)).load(pool, [other])).size).toBe(0);
    await pool.query(
      "update fingerprint_sets set sealed = set_byte(sealed, 20, get_byte(sealed, 20) # 1) where id = 'partners'",
    );
    expect(await load(Buffer.alloc(32, 5))).not.toContain('partners');
  });

  test('is refused where it cannot be', async () => {
    const unnamed = await api.call('POST', '/api/rules', { body: rule({ fingerprints: 'nobody' }) });
    expect(unnamed.status).toBe(422);
    expect(unnamed.body.errors).toMatchObject([{ field: 'rules.customer_numbers.fingerprints' }]);
    await create('empty_one');
    expect((await upload('empty_one', 'a,b\nc,d', 'text/csv', '?column=name')).body.errors).toMatchObject([
      { field: 'column' },
    ]);
    expect((await upload('empty_one', '{"a":1}', 'application/json')).status).toBe(422);
    expect((await upload('empty_one', '', 'text/plain')).status).toBe(422);
    expect((await upload('empty_one', 'x', 'application/octet-stream')).status).toBe(415);
    const stale = { body: 'Cassandra', headers: { 'content-type': 'text/plain', 'if-match': '"9"' } };
    expect((await api.call('PUT', '/api/fingerprint-sets/empty_one/values', stale)).status).toBe(412);
  });
});

test('a policy that is in force finds the values of now, and keeps what it had when a set cannot be opened', async () => {
  const store = createFingerprintStore(() => Buffer.alloc(32, 5));
  let isOpen = true;
  const source = createPolicySource({
    url: api.database.url,
    ageMaxMs: 900_000,
    credentials: createLiveCredentials({}),
    compileRules,
    fingerprints: (database, sets) => (isOpen ? store.load(database, sets) : Promise.resolve(new Map())),
    log: pino({ level: 'silent' }),
  });
  const finds = (value: string): boolean => {
    const found = source.current()?.rules.scan([{ place: 'text', scope: 'user', value }]).hits ?? [];
    return found.some((hit) => hit.rule === 'live_numbers');
  };
  const soon = (condition: () => boolean) => expect.poll(condition, { timeout: 10_000, interval: 20 }).toBe(true);
  await create('live');
  await upload('live', 'CUST-700001');
  await api.call('POST', '/api/rules', { body: rule({ id: 'live_numbers', fingerprints: 'live' }) });
  try {
    await source.start();
    expect(finds('cust 700001')).toBe(true);
    await upload('live', 'CUST-700002');
    await soon(() => finds('cust 700002') && !finds('cust 700001'));
    isOpen = false;
    await upload('live', 'CUST-700003');
    await soon(() => source.state.rulesTrouble !== null);
    expect([finds('cust 700002'), source.state.rulesTrouble]).toEqual([
      true,
      expect.stringMatching(/no set of fingerprints/),
    ]);
  } finally {
    await source.stop();
  }
});

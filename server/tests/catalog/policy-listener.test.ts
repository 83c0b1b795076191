import { afterEach, beforeEach, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '#support/database.ts';
import { createKey } from '../../src/administration/keys/create.ts';
import { type PolicyListener, policyListener } from '../../src/catalog/policy-listener.ts';
import { apply, exampleYaml } from '../administration/gateway-yaml.ts';

let database: TestDatabase;
let listener: PolicyListener | undefined;
beforeEach(async () => {
  database = await createTestDatabase();
});
afterEach(async () => {
  await listener?.stop();
  await database.drop();
});

test('a change of policy is heard when it is committed, again after the connection broke', async () => {
  await apply(database, exampleYaml);
  let count = 0;
  const hasHeard = (times: number) => expect.poll(() => count, { timeout: 10_000 }).toBe(times);
  const change = () => createKey(database.pool, { kind: 'command' }, { name: 'k', instance: 'claw-1' });
  listener = policyListener(database.url, () => (count += 1));
  // Once for the connection itself: what was announced before it was missed.
  await hasHeard(1);
  await change();
  await hasHeard(2);

  const { rowCount } = await database.pool.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
     WHERE datname = current_database() AND application_name = 'tollgate policy listener'`,
  );
  expect(rowCount).toBe(1);
  await hasHeard(3);
  await change();
  await hasHeard(4);
});

import { afterEach, beforeEach, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '#support/database.ts';
import { compileSnapshot } from '../../src/catalog/compile-snapshot.ts';
import { selectKeyHashes } from '../../src/catalog/people.queries.ts';
import { selectPolicyDocument } from '../../src/catalog/policy-versions.queries.ts';
import { selectBuiltInRuleSet } from '../../src/catalog/rules.queries.ts';
import type { Snapshot } from '../../src/catalog/snapshot.ts';
import { hashSecret } from '../../src/identity/secrets.ts';
import { compileRules } from '../../src/risk/compile.ts';
import { apply, canaries, exampleYaml } from '../administration/gateway-yaml.ts';

let database: TestDatabase;
beforeEach(async () => {
  database = await createTestDatabase();
});
afterEach(() => database.drop());

async function derive(version: number): Promise<Snapshot> {
  const document = await selectPolicyDocument(database.pool, version);
  const builtInRules = document && (await selectBuiltInRuleSet(database.pool, document.built_in_rules));
  if (!document || !builtInRules) throw new Error(`version ${version} is not kept whole`);
  const keyHashes = await selectKeyHashes(database.pool);
  return compileSnapshot(document, { keyHashes, builtInRules, credentials: () => null, compileRules });
}

/** Whatever a call's decision is made from. */
function grounds(snapshot: Snapshot) {
  const holder = snapshot.keyByHash(hashSecret(canaries.CLAW_1_KEY));
  return {
    holder,
    rules: snapshot.rules.hash,
    findings: snapshot.rules.scan([
      { place: 'messages[0].content', scope: 'user', value: 'Bluefin ships in May, write to jane.doe@acme-corp.com' },
    ]),
    models: snapshot.models.map((model) => ({
      model: { ...model, upstream: model.upstream.baseUrl },
      isGranted: holder && snapshot.isGranted(model, holder),
    })),
  };
}

const changed = exampleYaml
  .replace('{ model: gpt-5, to: everyone }, ', '')
  .replace(/ {2}- \{ id: email_address.*\n/, '')
  .replace('input: "2"', 'input: "3"')
  .replace('kind: openclaw', 'kind: generic');

test('an old version decides years later as it did, whatever was changed or removed since', async () => {
  const { version } = await apply(database, exampleYaml);
  const then = grounds(await derive(version));
  expect(then.findings.hits.map((hit) => [hit.rule, hit.action])).toEqual([
    ['project_codename', 'route_secure_model'],
    ['email_address', 'allow'],
  ]);
  expect(then.models.map(({ isGranted }) => isGranted)).toEqual([true, true]);

  const later = await apply(database, changed);
  expect(grounds(await derive(later.version))).not.toEqual(then);
  await apply(database, '{}');
  expect(grounds(await derive(version))).toEqual(then);
});

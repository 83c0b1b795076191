import { Writable } from 'node:stream';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '#support/database.ts';
import { createKey } from '../../src/administration/keys/create.ts';
import { revokeKey } from '../../src/administration/keys/revoke.ts';
import { createLiveCredentials } from '../../src/catalog/live-credentials.ts';
import {
  createPolicySource,
  type LivePolicySource,
  type PolicySourceOptions,
} from '../../src/catalog/policy-source.ts';
import { hashSecret } from '../../src/identity/secrets.ts';
import { Rule } from '@tollgate/contract';
import { compileRules } from '../../src/risk/compile.ts';
import { apply, canaries, exampleYaml } from '../administration/gateway-yaml.ts';
import { relayTo } from '../support/database-relay.ts';

const bootstrap = { kind: 'bootstrap_token' } as const;

let database: TestDatabase;
const sources: LivePolicySource[] = [];
const logged: string[] = [];

beforeEach(async () => {
  database = await createTestDatabase();
  logged.length = 0;
});
afterEach(async () => {
  await Promise.all(sources.splice(0).map((source) => source.stop()));
  await database.drop();
});

async function startSource(options: Partial<PolicySourceOptions> = {}): Promise<LivePolicySource> {
  const lines = new Writable({
    write: (chunk, _encoding, done) => {
      logged.push(String(chunk));
      done();
    },
  });
  const source = createPolicySource({
    url: database.url,
    ageMaxMs: 900_000,
    credentials: createLiveCredentials(canaries),
    compileRules,
    fingerprints: async () => new Map(),
    log: pino({ level: 'trace' }, lines),
    ...options,
  });
  sources.push(source);
  await source.start();
  return source;
}

/** The product's own promise for a change to be in force everywhere. */
const promisedMs = 1000;

function within(timeout: number, condition: () => unknown): Promise<void> {
  return expect.poll(condition, { timeout, interval: 10 }).toBeTruthy();
}

describe('a replica', { retry: 2 }, () => {
  test('has the policy in force after its start, credentials in place', async () => {
    const { version } = await apply(database, exampleYaml);
    const source = await startSource();
    expect(source.state).toMatchObject({ version, reason: null, unresolvedCredentials: [] });
    const snapshot = source.current();
    expect(snapshot?.modelNamed(' GPT-5 ')?.upstream.credential).toBe(canaries.OPENAI_API_KEY);
    expect(snapshot?.keyByHash(hashSecret(canaries.CLAW_1_KEY))?.user.email).toBe('ada@example.com');
  });

  test('honours a revocation within a second', async () => {
    await apply(database, exampleYaml);
    const source = await startSource();
    const { key, secret } = await createKey(database.pool, bootstrap, { name: 'k', instance: 'claw-1' });
    const held = () => source.current()?.keyByHash(hashSecret(secret))?.key;
    await within(promisedMs, held);
    await revokeKey(database.pool, bootstrap, key.id);
    await within(promisedMs, () => held()?.revoked_at);
  });

  test('has a change within a second though no announcement comes through', async () => {
    await apply(database, exampleYaml);
    const source = await startSource();
    const { key, secret } = await createKey(database.pool, bootstrap, { name: 'k', instance: 'claw-1' });
    await within(promisedMs, () => source.current()?.keyByHash(hashSecret(secret)));
    // Versions appear as they do behind a pooler that swallows NOTIFY: written, and not announced.
    await database.pool.query(
      `WITH head AS (UPDATE policy_head SET version = version + 1 RETURNING version)
       INSERT INTO policy_versions (version, document, content_hash, actor)
       SELECT head.version, jsonb_set(v.document || jsonb_build_object('version', head.version), '{keys}', (
           SELECT jsonb_agg(key || jsonb_build_object('revoked_at', '2026-01-01T00:00:00.000Z'))
           FROM jsonb_array_elements(v.document -> 'keys') key)), 'unannounced', '{"kind":"command"}'
       FROM head, policy_versions v WHERE v.version = head.version - 1`,
    );
    await within(promisedMs, () => source.current()?.keyByHash(hashSecret(secret))?.key.revoked_at);
    expect(source.current()?.keyByHash(hashSecret(secret))?.key.id).toBe(key.id);
  });
});

describe('without the database', () => {
  test('the policy stays in force until it is too old, and is back when the database is', async () => {
    const { version } = await apply(database, exampleYaml);
    const relay = await relayTo(database.url);
    const source = await startSource({ url: relay.url, ageMaxMs: 1500 });
    expect(source.current()?.version).toBe(version);
    await relay.cut();
    await within(10_000, () => source.state.reason);
    expect(source.state.reason).toMatch(/^the database does not answer: /);
    await within(10_000, () => source.current() === null);
    expect(source.state.version).toBe(version);
    await relay.mend();
    await within(10_000, () => source.current()?.version === version);
    expect(source.state.reason).toBeNull();
    await source.stop();
    await relay.cut();
  });

  test('a start succeeds, has no policy, says why, and has one as soon as it can', async () => {
    const { version } = await apply(database, exampleYaml);
    const relay = await relayTo(database.url);
    await relay.cut();
    const source = await startSource({ url: relay.url });
    expect(source.current()).toBeNull();
    expect(source.state.reason).toMatch(/^the database does not answer: /);
    await relay.mend();
    await within(10_000, () => source.current()?.version === version);
    await source.stop();
    await relay.cut();
  });
});

describe('a version that cannot be compiled', () => {
  async function publishBroken(): Promise<void> {
    await database.pool.query(
      `WITH head AS (UPDATE policy_head SET version = version + 1 RETURNING version)
       INSERT INTO policy_versions (version, document, content_hash, actor)
       SELECT head.version, v.document || jsonb_build_object('version', head.version, 'users', '[]'::jsonb), 'broken',
         '{"kind":"command"}'
       FROM head, policy_versions v WHERE v.version = head.version - 1`,
    );
  }

  test('leaves the one before in force, and says so', async () => {
    const { version } = await apply(database, exampleYaml);
    const source = await startSource();
    await publishBroken();
    await within(10_000, () => source.state.reason);
    expect(source.state.reason).toBe(
      `policy version ${version + 1} cannot be put in force: the key claw-1 has no user`,
    );
    expect(source.current()?.version).toBe(version);
  });

  test('does not let the one before live for ever: a replica that cannot follow stops', async () => {
    await apply(database, exampleYaml);
    const source = await startSource({ ageMaxMs: 1000 });
    await publishBroken();
    await within(10_000, () => source.current() === null && source.state.reason);
    expect(source.state.reason).toMatch(/cannot be put in force/);
  });
});

describe('rules that cannot be compiled', () => {
  const custom = {
    id: 'own_rule',
    display_name: 'Own',
    category: 'security',
    kind: 'regex',
    severity: 'high',
    action: 'block',
  };
  async function publishWithRule(regex: string): Promise<void> {
    await database.pool.query(
      `WITH head AS (UPDATE policy_head SET version = version + 1 RETURNING version)
       INSERT INTO policy_versions (version, document, content_hash, actor)
       SELECT head.version,
         v.document || jsonb_build_object('version', head.version, 'keys', '[]'::jsonb, 'custom_rules', jsonb_build_array($1::jsonb)),
         $2, '{"kind":"command"}'
       FROM head, policy_versions v WHERE v.version = head.version - 1`,
      [JSON.stringify(Rule.parse({ ...custom, regex })), regex],
    );
  }

  test('leave those before in force, with all else of the new version, and say so', async () => {
    const { version } = await apply(database, exampleYaml);
    const source = await startSource();
    const before = source.current()?.rules.hash;
    await publishWithRule('(');
    await within(10_000, () => source.current()?.version === version + 1);
    expect(source.current()?.rules.hash).toBe(before);
    expect(source.current()?.keyByHash(hashSecret(canaries.CLAW_1_KEY))).toBeUndefined();
    expect(source.state).toMatchObject({ reason: null, rulesTrouble: expect.stringMatching(/own_rule/) as string });
    await publishWithRule('own-[0-9]{4}');
    await within(10_000, () => source.current()?.version === version + 2);
    expect(source.state.rulesTrouble).toBeNull();
    expect(source.current()?.rules.rules.map(({ id }) => id)).toContain('own_rule');
  });

  test('leave nothing in force when there were none before', async () => {
    await apply(database, exampleYaml);
    await publishWithRule('(');
    const source = await startSource();
    expect(source.current()).toBeNull();
    expect(source.state.reason).toMatch(/cannot be put in force/);
  });
});

test('a credential that leads to no secret is named, and holds no other change up', async () => {
  const { version } = await apply(database, exampleYaml);
  const { VLLM_KEY: _, ...rest } = canaries;
  const source = await startSource({ credentials: createLiveCredentials(rest) });
  expect(source.current()?.version).toBe(version);
  expect(source.state.unresolvedCredentials).toEqual(['env:VLLM_KEY']);
});

test('no secret is in the database or in a log line', async () => {
  await apply(database, exampleYaml);
  await startSource();
  const { secret } = await createKey(database.pool, bootstrap, { name: 'k', instance: 'claw-1' });
  const { rows: tables } = await database.pool.query<{ name: string }>(
    `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public'`,
  );
  const texts = await Promise.all(
    tables.map(async ({ name }) => {
      const { rows } = await database.pool.query<{ text: string | null }>(
        `SELECT json_agg(t)::text AS text FROM "${name}" t`,
      );
      return rows[0]?.text ?? '';
    }),
  );
  const all = [...texts, ...logged].join('\n');
  expect(all).toContain('env:OPENAI_API_KEY');
  for (const canary of [...Object.values(canaries), secret]) expect(all).not.toContain(canary);
  // Nor does the policy, or the log of changes, hold what a guess could be checked against.
  const { rows } = await database.pool.query<{ text: string }>(
    `SELECT (SELECT json_agg(v)::text FROM policy_versions v) || (SELECT json_agg(l)::text FROM administration_log l) AS text`,
  );
  expect(rows[0]?.text).toContain('claw-1');
  expect(rows[0]?.text).not.toContain(hashSecret(secret));
  expect(rows[0]?.text).not.toContain(hashSecret(canaries.CLAW_1_KEY));
});

import { defaultSettings } from '@tollgate/contract';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '#support/database.ts';
import { GatewayFileInvalid } from '../../src/administration/apply/file-problem.ts';
import { createKey } from '../../src/administration/keys/create.ts';
import { revokeKey } from '../../src/administration/keys/revoke.ts';
import { changeSettings } from '../../src/administration/settings/change.ts';
import { selectPolicyDocument } from '../../src/catalog/policy-versions.queries.ts';
import { apply, canaries, exampleYaml } from './gateway-yaml.ts';

let database: TestDatabase;
beforeEach(async () => {
  database = await createTestDatabase();
});
afterEach(() => database.drop());

async function documentOf(version: number) {
  const document = await selectPolicyDocument(database.pool, version);
  if (!document) throw new Error(`no version ${version}`);
  return document;
}

async function problemsOf(applying: Promise<unknown>): Promise<string[]> {
  const error = await applying.then(
    () => undefined,
    (cause: unknown) => cause,
  );
  expect(error).toBeInstanceOf(GatewayFileInvalid);
  return (error as GatewayFileInvalid).message.split('\n');
}

async function countRows(): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const table of [
    'users',
    'providers',
    'models',
    'prices',
    'grants',
    'keys',
    'rules',
    'administration_log',
    'policy_versions',
  ]) {
    const { rows } = await database.pool.query<{ n: number }>(`SELECT count(*)::integer AS n FROM ${table}`);
    counts[table] = rows[0]?.n ?? -1;
  }
  return counts;
}

describe('settings', () => {
  test('are those of the file, and the defaults again when it states them no more', async () => {
    const stated = await apply(database, `${exampleYaml}settings: { sticky: session }\n`);
    expect(stated.changes.at(-1)).toEqual({ action: 'change', kind: 'settings', name: 'settings' });
    expect((await documentOf(stated.version)).settings).toEqual({ sticky: 'session', sticky_ttl_s: 604_800 });
    const again = await apply(database, `${exampleYaml}settings: { sticky: session }\n`);
    expect(again).toMatchObject({ version: stated.version, changes: [] });
    const without = await apply(database, exampleYaml);
    expect(without.changes).toEqual([{ action: 'remove', kind: 'settings', name: 'settings' }]);
    expect((await documentOf(without.version)).settings).toEqual(defaultSettings);
    expect((await apply(database, exampleYaml)).changes).toEqual([]);
  });

  test('that an administrator changed stay, when the file states none', async () => {
    await changeSettings(database.pool, { kind: 'command' }, { fields: { sticky: 'instance' }, revision: null });
    const { version } = await apply(database, exampleYaml);
    expect((await documentOf(version)).settings.sticky).toBe('instance');
  });

  test('of the file cannot be changed by hand', async () => {
    await apply(database, 'settings: { sticky_ttl_s: 3600 }\n');
    const changing = changeSettings(
      database.pool,
      { kind: 'command' },
      { fields: { sticky: 'trace' }, revision: null },
    );
    await expect(changing).rejects.toMatchObject({ kind: 'managed_by_file' });
  });
});

describe('a gateway.yaml', () => {
  test('becomes the catalogue, models in the order of the file', async () => {
    const { version, changes } = await apply(database, exampleYaml);
    const document = await documentOf(version);
    expect(changes.map(({ action, kind, name }) => `${action} ${kind} ${name}`)).toEqual([
      'create user ada@example.com',
      'create instance claw-1',
      'create provider openai',
      'create provider inhouse',
      'create model gpt-5',
      'create price gpt-5',
      'create model qwen-secure',
      'create price qwen-secure',
      'create grant gpt-5 to everyone',
      'create grant qwen-secure to user:ada@example.com',
      'create rule project_codename',
      'create rule email_address',
      'create key claw-1',
    ]);
    expect(document.models.map((model) => [model.display_name, model.position])).toEqual([
      ['gpt-5', 0],
      ['qwen-secure', 1],
    ]);
    expect(document.models[0]?.prices).toMatchObject([
      {
        version: 1,
        currency: 'USD',
        valid_from: '1970-01-01T00:00:00.000Z',
        input: '1.25',
        cached_input: '0.125',
        cache_write: null,
        output: '10',
        reasoning: null,
      },
    ]);
    expect(document.rule_overrides).toEqual([{ id: 'email_address', action: 'allow' }]);
  });

  test('applied a second time changes nothing, not even the version', async () => {
    const first = await apply(database, exampleYaml);
    const before = await countRows();
    const second = await apply(database, exampleYaml);
    expect(second).toEqual({ version: first.version, changes: [], notes: [] });
    expect(await countRows()).toEqual(before);
  });

  test('is applied as a whole or not at all: one wrong rule saves nothing', async () => {
    await apply(database, exampleYaml);
    const before = await countRows();
    const wrong = exampleYaml
      .replace('display_name: gpt-5', 'display_name: gpt-6')
      .replace('kind: keywords, keywords: [Bluefin]', 'kind: regex, regex: "(?=x)"');
    await problemsOf(apply(database, wrong));
    expect(await countRows()).toEqual(before);
  });

  test('removes what it named before and names no more, and says so before it does', async () => {
    await apply(database, exampleYaml);
    const shorter = exampleYaml
      .replace(/ {2}- \{ display_name: qwen[^}]*\{[^}]*\} \}\n/, '')
      .replace(/ {2}- \{ name: inhouse.*\n/, '')
      .replace(', { model: qwen-secure, to: "user:ada@example.com" }', '')
      .replace(/^keys:.*$/m, 'keys: []')
      .replace(/^instances:.*$/m, '')
      .replace(/ {2}- \{ id: email_address.*\n/, '');
    const announced: string[] = [];
    const { version, changes } = await apply(database, shorter, {
      announce: (planned) => announced.push(...planned.map(({ action, kind, name }) => `${action} ${kind} ${name}`)),
    });
    expect(announced).toEqual([
      'remove key claw-1',
      'remove rule email_address',
      'remove grant qwen-secure to user:ada@example.com',
      'remove model qwen-secure',
      'remove provider inhouse',
      'remove instance claw-1',
    ]);
    expect(changes).toHaveLength(announced.length);
    const document = await documentOf(version);
    expect(document.models.map((model) => model.display_name)).toEqual(['gpt-5']);
    expect(document.providers.map((provider) => provider.name)).toEqual(['openai']);
    expect(document.rule_overrides).toEqual([]);
    expect(document.keys[0]?.revoked_at).not.toBeNull();
    expect(document.instances[0]).toMatchObject({ name: 'claw-1', is_active: false });
  });

  test('in a dry run tells all changes and makes none', async () => {
    const before = await countRows();
    const { changes } = await apply(database, exampleYaml, { dryRun: true });
    expect(changes).toHaveLength(13);
    expect(await countRows()).toEqual(before);
  });

  test('takes over what was made by hand under the same name', async () => {
    await database.pool.query(
      `INSERT INTO users (id, email, name, role) VALUES ('usr_hand', 'Ada@Example.com', 'Ada', 'member')`,
    );
    const { version, changes } = await apply(database, exampleYaml);
    const { users } = await documentOf(version);
    expect(users).toEqual([
      { id: 'usr_hand', email: 'ada@example.com', name: 'Ada', role: 'admin', is_active: true, managed_by_file: true },
    ]);
    expect(changes[0]).toEqual({ action: 'change', kind: 'user', name: 'ada@example.com' });
  });

  test('leaves alone what it does not name', async () => {
    await database.pool.query(
      `INSERT INTO users (id, email, name, role) VALUES ('usr_hand', 'bob@example.com', 'Bob', 'member')`,
    );
    await apply(database, exampleYaml);
    const { version } = await apply(database, '{}');
    const { users } = await documentOf(version);
    expect(users.find((user) => user.id === 'usr_hand')).toMatchObject({ is_active: true, managed_by_file: false });
    expect(users.find((user) => user.email === 'ada@example.com')).toMatchObject({ is_active: false });
  });

  test('gives a changed price a new version from now on, and the same price with other zeros none', async () => {
    await apply(database, exampleYaml);
    const zeros = await apply(database, exampleYaml.replace('"1.25"', '"1.250"'));
    expect(zeros.changes).toEqual([]);
    const startedAt = new Date().toISOString();
    const { version, changes } = await apply(database, exampleYaml.replace('"1.25"', '"1.5"'));
    expect(changes).toEqual([{ action: 'change', kind: 'price', name: 'gpt-5' }]);
    const prices = (await documentOf(version)).models[0]?.prices ?? [];
    expect(prices.map((price) => [price.version, price.input])).toEqual([
      [1, '1.25'],
      [2, '1.5'],
    ]);
    expect((prices[1]?.valid_from ?? '') >= startedAt).toBe(true);
  });

  test('takes another secret of a key for another key and revokes the one before', async () => {
    await apply(database, exampleYaml);
    const rotated = await apply(database, exampleYaml, { env: { ...canaries, CLAW_1_KEY: canaries.CLAW_2_KEY } });
    const { keys } = await documentOf(rotated.version);
    expect(keys.map((key) => [key.name, key.revoked_at === null, key.managed_by_file])).toEqual([
      ['claw-1', false, false],
      ['claw-1', true, true],
    ]);
    const back = await apply(database, exampleYaml);
    expect((await documentOf(back.version)).keys.map((key) => key.revoked_at === null)).toEqual([true, false]);
  });

  test('does not bring back a key that an administrator revoked', async () => {
    const { version } = await apply(database, exampleYaml);
    const key = (await documentOf(version)).keys[0];
    await revokeKey(database.pool, { kind: 'bootstrap_token' }, key?.id ?? '');
    const again = await apply(database, exampleYaml);
    expect((await documentOf(again.version)).keys[0]?.revoked_at).not.toBeNull();
    expect(again.notes).toEqual([
      'the key claw-1 was revoked by an administrator and stays revoked; give it a new secret',
    ]);
    expect((await apply(database, exampleYaml)).changes).toEqual([]);
  });

  describe('beside things made by hand', () => {
    beforeEach(async () => {
      await apply(database, exampleYaml);
      await database.pool.query(
        `INSERT INTO models (id, display_name, provider_id, provider_model, is_secure, is_active, position, credential)
         SELECT 'mdl_hand', 'by-hand', id, 'm', false, true, 9, 'env:OWN' FROM providers WHERE name = 'openai'`,
      );
    });

    test('does not take a provider from a model that uses it, and names both', async () => {
      expect(await problemsOf(apply(database, '{}'))).toEqual([
        'gateway.yaml:1:1 providers: the provider openai left the file, but the model by-hand, which is not from the file, uses it',
      ]);
    });

    test('does not move a provider from under the credential of a model, but to another path', async () => {
      const moved = exampleYaml.replace('https://api.openai.com/v1', 'https://api.elsewhere.example/v1');
      expect(await problemsOf(apply(database, moved))).toEqual([
        'gateway.yaml:2:3 providers: the provider openai moves, but the model by-hand, which is not from the file, has a credential for its address before',
      ]);
      const { changes } = await apply(database, exampleYaml.replace('api.openai.com/v1', 'api.openai.com/v2'));
      expect(changes).toEqual([{ action: 'change', kind: 'provider', name: 'openai' }]);
    });

    test('gives the keys of an instance to its new owner', async () => {
      const { key } = await createKey(database.pool, { kind: 'command' }, { name: 'by-hand', instance: 'claw-1' });
      const handedOver = exampleYaml
        .replace('users:     [ ', 'users: [ { email: bob@example.com }, ')
        .replace('owner: ada@', 'owner: bob@');
      const { version } = await apply(database, handedOver);
      const { keys, users } = await documentOf(version);
      const bob = users.find((user) => user.email === 'bob@example.com');
      expect(keys.map((one) => one.user_id)).toEqual([bob?.id, bob?.id]);
      expect(keys.map((one) => one.id)).toContain(key.id);
    });
  });
});

describe('an error in a gateway.yaml', () => {
  async function expectProblems(text: string, ...problems: string[]): Promise<void> {
    expect(await problemsOf(apply(database, text))).toEqual(problems);
  }

  /** `gateway.yaml:line:column` of the only place where `part` stands. */
  function placeOf(part: string, text: string): string {
    const before = text.split(part);
    expect(before).toHaveLength(2);
    const lines = (before[0] ?? '').split('\n');
    return `gateway.yaml:${lines.length}:${(lines.at(-1)?.length ?? 0) + 1}`;
  }

  test('in a price that is a bare number is told with line, column and field', () => {
    const text = exampleYaml.replace('"1.25"', '1.25');
    return expectProblems(text, `${placeOf('1.25,', text)} models[0].prices.input: a price is a quoted decimal string`);
  });

  test('in the spelling of a field is told where the field stands', () => {
    const text = exampleYaml.replace('is_secure: true', 'is_secured: yes it is');
    return expectProblems(text, `${placeOf('yes it is', text)} models[1].is_secured: there is no such field`);
  });

  test('of every kind is told at once, in the order of the lines', () =>
    expectProblems(
      [
        'providers:',
        '  - name: a',
        '    protocol: openai',
        '    base_url: ftp://a.example',
        '  - name: A',
        '    protocol: smoke-signals',
        '    base_url: https://b.example/v1',
        'models:',
        '  - { display_name: m, provider: a }',
        'rules:',
        '  - { id: x_rule, display_name: X, category: privacy, kind: regex, regex: "(", severity: low, action: allow }',
      ].join('\n'),
      'gateway.yaml:4:15 providers[0].base_url: invalid URL',
      'gateway.yaml:6:15 providers[1].protocol: invalid option: expected one of "openai"|"openai-compatible"|"azure-openai"|"anthropic"|"google"|"ollama"',
      'gateway.yaml:9:5 models[0].provider_model: is missing',
      expect.stringMatching(/^gateway\.yaml:11:75 rules\[0\]\.regex: /) as string,
    ));

  test('in a reference within the file names the missing thing', () => {
    const text = exampleYaml.replace('provider: inhouse', 'provider: outhouse').replace('"user:ada@', '"user:bob@');
    return expectProblems(
      text,
      `${placeOf('outhouse', text)} models[1].provider: there is no provider of this name in the file`,
      `${placeOf('"user:bob', text)} grants[1].to: there is no user of this name in the file`,
    );
  });

  test('in the syntax is told without the text round it', async () => {
    const [problem, ...others] = await problemsOf(
      apply(database, `keys: [ "sk-canary-in-the-wrong-place" : : ]\nx: [`),
    );
    expect(problem).toMatch(/^gateway\.yaml:\d+:\d+: /);
    expect([problem, ...others].join()).not.toContain('canary');
  });

  test('names the variable of a credential that is not set or empty', async () => {
    const place = placeOf('"env:VLLM_KEY', exampleYaml);
    const unset = exampleYaml.replace('env:VLLM_KEY', 'env:NOT_SET_AT_ALL');
    await expectProblems(unset, `${place} providers[1].credential: the environment variable NOT_SET_AT_ALL is not set`);
    const env = { ...canaries, VLLM_KEY: ' ' };
    expect(await problemsOf(apply(database, exampleYaml, { env }))).toEqual([
      `${place} providers[1].credential: the environment variable VLLM_KEY is empty`,
    ]);
  });

  test('in a key whose secret is too short names the variable and not the secret', async () => {
    const env = { ...canaries, CLAW_1_KEY: 'short-canary' };
    const place = placeOf('"env:CLAW_1_KEY', exampleYaml);
    expect(await problemsOf(apply(database, exampleYaml, { env }))).toEqual([
      `${place} keys[0].secret: the secret that env:CLAW_1_KEY leads to is shorter than 24 characters`,
    ]);
  });

  test('that puts a secret where a reference belongs does not repeat it', () => {
    const text = exampleYaml.replace('env:OPENAI_API_KEY', 'sk-canary-in-the-file');
    return expectProblems(
      text,
      `${placeOf('"sk-canary', text)} providers[0].credential: must be env:NAME or file:/path`,
    );
  });

  test('names settings that are none', () =>
    expectProblems(
      'settings: { sticky: forever, sticky_ttl_s: 5, stick: 1 }\n',
      'gateway.yaml:1:21 settings.sticky: invalid option: expected one of "none"|"trace"|"session"|"instance"',
      'gateway.yaml:1:44 settings.sticky_ttl_s: too small: expected number to be >=60',
      'gateway.yaml:1:54 settings.stick: there is no such field',
    ));

  test('on a built-in rule says what can be changed on one', () =>
    expectProblems(
      exampleYaml.replace('action: allow }  ', 'category: privacy }  '),
      'gateway.yaml:15:5 rules[1]: this rule is built in; without a kind, only action, severity, is_enabled, except, scope, count_min, audience, sticky, direction, response_action can be changed on it',
      'gateway.yaml:15:36 rules[1].category: there is no such field',
    ));

  test('refuses headers that carry credentials, and addresses that do', () =>
    expectProblems(
      'providers: [ { name: a, protocol: openai, base_url: "https://me:canary@a.example/v1", headers: { X-Api-Key: canary } } ]',
      'gateway.yaml:1:53 providers[0].base_url: holds a user name or password; use credential for that',
      'gateway.yaml:1:109 providers[0].headers.X-Api-Key: carries credentials; use credential for the provider’s, and none of the caller’s travel',
    ));

  test('in a character that no database stores is told with its field', () =>
    expectProblems(
      'users: [ { email: ada@example.com, name: "A\\0da" } ]',
      'gateway.yaml:1:42 users[0].name: holds a character that cannot be stored',
    ));

  test('that is no content at all is not taken for an empty catalogue', () =>
    expectProblems(
      '# nothing\n',
      'gateway.yaml:1:1: the file is empty; write {} to remove everything that it managed',
    ));
});

import { Rule, type RuleInput } from '@tollgate/contract';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '#support/database.ts';
import { changePolicy, ensurePolicy, type PolicyWork } from '../../src/administration/change-policy.ts';
import { AdministrationRefusal } from '../../src/administration/refusal.ts';
import { compileSnapshot } from '../../src/catalog/compile-snapshot.ts';
import { selectHeadVersion, selectPolicyDocument } from '../../src/catalog/policy-versions.queries.ts';
import { selectBuiltInRuleSet, upsertCustomRule, upsertRuleOverride } from '../../src/catalog/rules.queries.ts';
import { insertUser } from '../../src/identity/users.queries.ts';
import { compileRules } from '../../src/risk/compile.ts';
import { loadBuiltInRules } from '../../src/risk/packs.ts';

const bootstrap = { kind: 'bootstrap_token' } as const;

let database: TestDatabase;
beforeEach(async () => {
  database = await createTestDatabase();
});
afterEach(() => database.drop());

function addUser(id: string): PolicyWork<string> {
  return async (transaction, log) => {
    const user = {
      id,
      email: `${id}@example.com`,
      name: id,
      role: 'member',
      is_active: true,
      managed_by_file: false,
    } as const;
    await insertUser(transaction, user);
    log({ action: 'user.create', target: { kind: 'user', id }, before: null, after: user });
    return id;
  };
}

function ownRule(parts: Pick<RuleInput, 'id' | 'kind' | 'regex' | 'keywords'>): Rule {
  return Rule.parse({ display_name: 'Own', category: 'enterprise', severity: 'low', action: 'allow', ...parts });
}

async function documentOf(version: number) {
  const document = await selectPolicyDocument(database.pool, version);
  if (!document) throw new Error(`no version ${version}`);
  return document;
}

async function countOf(table: string): Promise<number> {
  const { rows } = await database.pool.query<{ n: number }>(`SELECT count(*)::integer AS n FROM ${table}`);
  return rows[0]?.n ?? -1;
}

describe('a first start', () => {
  test('publishes version 1 with an empty catalogue, once, whoever starts at the same time', async () => {
    const all = await Promise.all([1, 2, 3].map(() => ensurePolicy(database.pool)));
    expect(all.map(({ version }) => version)).toEqual([1, 1, 1]);
    expect(await documentOf(1)).toMatchObject({ version: 1, users: [], keys: [], models: [], rule_overrides: [] });
    expect(await ensurePolicy(database.pool)).toEqual({ version: 1, problem: null });
  });

  test('is published anew, once, by a release that says it in other words', async () => {
    const { version } = await ensurePolicy(database.pool);
    await database.pool.query(`update policy_versions set content_hash = 'of an earlier release' where version = $1`, [
      version,
    ]);
    expect(await ensurePolicy(database.pool)).toEqual({ version: version + 1, problem: null });
    expect(await ensurePolicy(database.pool)).toEqual({ version: version + 1, problem: null });
  });
});

describe('changes of policy', () => {
  test('at the same time get versions in the order in which they hold what was before', async () => {
    const ids = ['a', 'b', 'c', 'd', 'e', 'f'];
    const changes = await Promise.all(ids.map((id) => changePolicy(database.pool, bootstrap, addUser(id))));
    const versions = changes.map(({ version }) => version).toSorted((a, b) => a - b);
    expect(versions).toEqual([2, 3, 4, 5, 6, 7]);
    for (const { version, result } of changes) {
      const { users } = await documentOf(version);
      expect(users).toHaveLength(version - 1);
      const before = (await documentOf(version - 1)).users.map((user) => user.id);
      expect(users.map((user) => user.id).filter((id) => !before.includes(id))).toEqual([result]);
    }
    expect(await selectHeadVersion(database.pool)).toBe(7);
  });

  test('that fail save nothing: neither rows nor log nor version', async () => {
    await ensurePolicy(database.pool);
    const before = await countOf('administration_log');
    const failing = changePolicy(database.pool, bootstrap, async (transaction, log) => {
      await addUser('a')(transaction, log);
      throw new Error('on second thoughts');
    });
    await expect(failing).rejects.toThrow('on second thoughts');
    expect(await countOf('users')).toBe(0);
    expect(await countOf('administration_log')).toBe(before);
    expect(await selectHeadVersion(database.pool)).toBe(1);
  });

  test('that would not compile are refused and save nothing', async () => {
    const rule = ownRule({ id: 'look_around', kind: 'regex', regex: '(?=x)y' });
    const change = changePolicy(database.pool, bootstrap, async (transaction, log) => {
      await upsertCustomRule(transaction, rule, false);
      log({ action: 'rule.create', target: { kind: 'rule', id: 'look_around' }, before: null, after: rule });
    });
    const error = await change.catch((cause: unknown) => cause);
    expect(error).toBeInstanceOf(AdministrationRefusal);
    expect(error).toMatchObject({ kind: 'invalid', problems: [{ field: 'rules.look_around.regex' }] });
    expect(await countOf('rules')).toBe(0);
  });

  test.each([
    ['a NUL', '\u0000'],
    ['half a surrogate pair', '\ud800'],
  ])('that hold %s are refused as invalid, since it cannot be stored', async (_, text) => {
    const rule = ownRule({ id: 'x_rule', kind: 'keywords', keywords: [text] });
    const change = changePolicy(database.pool, bootstrap, (transaction) => upsertCustomRule(transaction, rule, false));
    await expect(change).rejects.toMatchObject({ name: 'AdministrationRefusal', kind: 'invalid' });
  });

  test('that make no difference keep the version, and are logged with it', async () => {
    const { version } = await changePolicy(database.pool, bootstrap, addUser('a'));
    const same = await changePolicy(
      database.pool,
      { kind: 'user', id: 'usr_1', email: 'ada@example.com', role: 'admin' },
      async (_, log) => log({ action: 'user.touch', target: { kind: 'user', id: 'a' }, before: null, after: null }),
      'to see',
    );
    expect(same.version).toBe(version);
    const { rows } = await database.pool.query(
      'SELECT actor, action, target_kind, target_id, reason, policy_version FROM administration_log ORDER BY id DESC LIMIT 1',
    );
    expect(rows).toEqual([
      {
        actor: { kind: 'user', id: 'usr_1', email: 'ada@example.com', role: 'admin' },
        action: 'user.touch',
        target_kind: 'user',
        target_id: 'a',
        reason: 'to see',
        policy_version: version,
      },
    ]);
  });

  test('without a line in the log are not made', async () => {
    const silent = changePolicy(database.pool, bootstrap, (transaction) => addUser('a')(transaction, () => undefined));
    await expect(silent).rejects.toThrow('without a line in the administration log');
    expect(await countOf('users')).toBe(0);
  });
});

describe('a new release with other built-in rules', () => {
  const [first, ...others] = loadBuiltInRules();
  if (!first) throw new Error('there are no built-in rules');
  const older = [{ ...first, action: first.action === 'block' ? 'allow' : 'block' } as const, ...others.slice(1)];

  /** As the release before left it, with what an administrator changed there. */
  async function startFromOlderRelease(): Promise<number> {
    await ensurePolicy(database.pool);
    await database.pool.query('INSERT INTO built_in_rule_sets (hash, rules) VALUES ($1, $2)', [
      'older',
      JSON.stringify(older),
    ]);
    await database.pool.query(`UPDATE policy_head SET built_in_rules = 'older'`);
    const { version } = await changePolicy(database.pool, bootstrap, async (transaction, log) => {
      const override = { id: first?.id ?? '', is_enabled: false };
      await upsertRuleOverride(transaction, override, false);
      log({ action: 'rule.change', target: { kind: 'rule', id: override.id }, before: null, after: override });
    });
    return version;
  }

  test('publishes a version of its own and keeps what an administrator changed', async () => {
    const before = await startFromOlderRelease();
    const { version, problem } = await ensurePolicy(database.pool);
    expect([version, problem]).toEqual([before + 1, null]);
    const document = await documentOf(version);
    expect(document.rule_overrides).toEqual([{ id: first.id, is_enabled: false }]);
    expect(await selectBuiltInRuleSet(database.pool, document.built_in_rules)).toEqual(loadBuiltInRules());
    expect(await ensurePolicy(database.pool)).toEqual({ version, problem: null });
  });

  test('leaves the version before as it was decided by: it compiles to the rules of its release', async () => {
    const before = await startFromOlderRelease();
    await ensurePolicy(database.pool);
    const document = await documentOf(before);
    const builtInRules = await selectBuiltInRuleSet(database.pool, document.built_in_rules);
    const { rules } = compileSnapshot(document, {
      keyHashes: new Map(),
      builtInRules: builtInRules ?? [],
      credentials: () => null,
      compileRules,
    });
    const expected = compileRules({ builtIn: older, overrides: document.rule_overrides, custom: [] });
    expect(rules.hash).toBe(expected.hash);
    expect(rules.hash).not.toBe(compileRules({ builtIn: loadBuiltInRules(), overrides: [], custom: [] }).hash);
  });

  test('does not replace a rule of the company’s own that had the id first', async () => {
    await startFromOlderRelease();
    const arriving = others[0];
    if (!arriving) throw new Error('there is only one built-in rule');
    const own = ownRule({ id: arriving.id, kind: 'keywords', keywords: ['Bluefin'] });
    await changePolicy(database.pool, bootstrap, async (transaction, log) => {
      await upsertCustomRule(transaction, own, false);
      log({ action: 'rule.create', target: { kind: 'rule', id: own.id }, before: null, after: own });
    });
    const { version, problem } = await ensurePolicy(database.pool);
    expect(problem).toBeNull();
    const { rules } = compileSnapshot(await documentOf(version), {
      keyHashes: new Map(),
      builtInRules: loadBuiltInRules(),
      credentials: () => null,
      compileRules,
    });
    expect(rules.rules.filter((rule) => rule.id === own.id)).toEqual([own]);
  });
});

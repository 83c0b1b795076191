import {
  defaultSettings,
  type Instance,
  type Key,
  type Model,
  type PolicyDocument,
  type Provider,
  type User,
} from '@tollgate/contract';
import { describe, expect, test } from 'vitest';
import { compileSnapshot, type SnapshotParts } from '../../src/catalog/compile-snapshot.ts';
import { compileRules } from '../../src/risk/compile.ts';

const ada: User = {
  id: 'usr_ada',
  email: 'ada@example.com',
  name: 'Ada',
  role: 'member',
  is_active: true,
  managed_by_file: false,
};

const openai: Provider = {
  id: 'prv_openai',
  name: 'openai',
  protocol: 'openai',
  kind: 'hosted',
  base_url: 'https://api.example.com/v1/',
  api_version: null,
  credential: 'env:PROVIDER_KEY',
  headers: { 'x-organization': 'ours' },
  forward_headers: ['X-Task'],
  timeouts: { connect_ms: 1, first_byte_ms: 2, idle_ms: 3 },
  inject_usage: true,
  on_caller_left: 'cancel',
  managed_by_file: false,
};

function instance(parts: Partial<Instance>): Instance {
  return {
    id: 'ins_1',
    name: 'claw-1',
    kind: 'generic',
    owner_id: ada.id,
    block_form: null,
    is_active: true,
    managed_by_file: false,
    ...parts,
  };
}

function key(parts: Partial<Key>): Key {
  return {
    id: 'key_1',
    name: 'k',
    prefix: 'tg_abcde',
    user_id: ada.id,
    instance_id: null,
    block_form: null,
    include_usage: 'requested',
    created_at: '2026-01-01T00:00:00.000Z',
    expires_at: null,
    revoked_at: null,
    managed_by_file: false,
    ...parts,
  };
}

function model(parts: Partial<Model>): Model {
  return {
    id: 'mdl_1',
    display_name: 'GPT 5',
    provider_id: openai.id,
    provider_model: 'gpt-5',
    is_secure: false,
    is_active: true,
    position: 0,
    base_url: null,
    credential: null,
    capabilities: {},
    prices: [],
    managed_by_file: false,
    ...parts,
  };
}

function compile(document: Partial<PolicyDocument>, parts: Partial<SnapshotParts> = {}) {
  return compileSnapshot(
    {
      version: 7,
      users: [ada],
      instances: [],
      keys: [],
      providers: [openai],
      models: [],
      grants: [],
      groups: [],
      built_in_rules: 'none',
      rule_overrides: [],
      custom_rules: [],
      settings: defaultSettings,
      reviewed_texts: [],
      fingerprint_sets: [],
      budgets: [],
      ...document,
    },
    {
      keyHashes: new Map([['key_1', 'hash-1']]),
      builtInRules: [],
      credentials: (reference) => `secret of ${reference}`,
      compileRules,
      ...parts,
    },
  );
}

describe('a model', () => {
  test('is found by its name without regard to case and outer blanks', () => {
    const snapshot = compile({ models: [model({})] });
    expect(snapshot.modelNamed('  gpt 5 ')?.id).toBe('mdl_1');
    expect(snapshot.modelNamed('gpt5')).toBeUndefined();
  });

  test('stands in the list by its position, inactive or not', () => {
    const snapshot = compile({
      models: [
        model({ id: 'c', display_name: 'c', position: 3 }),
        model({ id: 'a', display_name: 'a', position: 1, is_active: false }),
        model({ id: 'b', display_name: 'b', position: 2 }),
      ],
    });
    expect(snapshot.models.map(({ id, isActive }) => [id, isActive])).toEqual([
      ['a', false],
      ['b', true],
      ['c', true],
    ]);
  });

  test('is reached at its provider with what the provider says', () => {
    expect(compile({ models: [model({})] }).models[0]?.upstream).toEqual({
      provider: { id: 'prv_openai', name: 'openai' },
      protocol: 'openai',
      isLocal: false,
      baseUrl: 'https://api.example.com/v1',
      apiVersion: null,
      credential: 'secret of env:PROVIDER_KEY',
      headers: { 'x-organization': 'ours' },
      forwardHeaders: new Set(['x-task']),
      timeouts: { connect_ms: 1, first_byte_ms: 2, idle_ms: 3 },
      injectUsage: true,
      onCallerLeft: 'cancel',
    });
  });

  test.each([
    ['https://api.example.com/v2', 'secret of env:PROVIDER_KEY', 'ours'],
    ['https://api.example.com:443/v2', 'secret of env:PROVIDER_KEY', 'ours'],
    ['https://api.example.com:8443/v1', null, undefined],
    ['http://api.example.com/v1', null, undefined],
    ['https://other.example.com/v1', null, undefined],
  ])(
    'with an address of its own, %s, gets what is the provider’s only at the same origin',
    (base_url, credential, header) => {
      const upstream = compile({ models: [model({ base_url })] }).models[0]?.upstream;
      expect([upstream?.credential, upstream?.headers['x-organization']]).toEqual([credential, header]);
    },
  );

  test('with a credential of its own uses it anywhere', () => {
    const own = model({ base_url: 'https://other.example.com', credential: 'env:OWN' });
    expect(compile({ models: [own] }).models[0]?.upstream.credential).toBe('secret of env:OWN');
  });

  test.each([
    ['of the same name as another', [model({}), model({ id: 'mdl_2', display_name: 'gpt 5' })], /two models are named/],
    ['of a provider that is not there', [model({ provider_id: 'prv_gone' })], /has no provider/],
  ])('%s cannot be put in force', (_, models, message) => {
    expect(() => compile({ models })).toThrow(message);
  });
});

describe('a key', () => {
  test('is found by the hash of its secret, with user and instance, good or not', () => {
    const claw = instance({});
    const revoked = key({ instance_id: claw.id, revoked_at: '2026-01-02T00:00:00.000Z' });
    const snapshot = compile({ instances: [claw], keys: [revoked] });
    expect(snapshot.keyByHash('hash-1')).toEqual({
      key: revoked,
      user: ada,
      groups: [],
      instance: claw,
      blockForm: 'error',
    });
    expect(snapshot.keyByHash('hash-2')).toBeUndefined();
  });

  test.each([
    ['message', 'error', 'openclaw', 'message'],
    ['error', 'message', 'openclaw', 'error'],
    [null, 'error', 'openclaw', 'error'],
    [null, 'message', 'generic', 'message'],
    [null, null, 'openclaw', 'message'],
    [null, null, 'generic', 'error'],
  ] as const)(
    'with form %s, of an instance with form %s and kind %s, is blocked with %s',
    (own, ofInstance, kind, form) => {
      const snapshot = compile({
        instances: [instance({ block_form: ofInstance, kind })],
        keys: [key({ instance_id: 'ins_1', block_form: own })],
      });
      expect(snapshot.keyByHash('hash-1')?.blockForm).toBe(form);
    },
  );

  test('without an instance is blocked with an error', () => {
    expect(compile({ keys: [key({})] }).keyByHash('hash-1')?.blockForm).toBe('error');
  });
});

describe('a grant', () => {
  const bob: User = { ...ada, id: 'usr_bob', email: 'bob@example.com' };
  const claw = instance({});
  const keys = [key({ instance_id: claw.id }), key({ id: 'key_2' }), key({ id: 'key_3', user_id: bob.id })];
  const keyHashes = new Map([
    ['key_1', 'claw'],
    ['key_2', 'ada'],
    ['key_3', 'bob'],
  ]);

  test.each([
    [{ kind: 'everyone' }, ['claw', 'ada', 'bob']],
    [{ kind: 'user', id: ada.id }, ['claw', 'ada']],
    [{ kind: 'user', id: bob.id }, ['bob']],
    [{ kind: 'instance', id: claw.id }, ['claw']],
    [{ kind: 'group', id: 'grp_1' }, ['bob']],
    [{ kind: 'group', id: bob.id }, []],
    [{ kind: 'user', id: claw.id }, []],
  ] as const)('to %o opens the model to exactly those', (to, expected) => {
    const other = model({ id: 'mdl_2', display_name: 'other' });
    const snapshot = compile(
      {
        users: [ada, bob],
        instances: [claw],
        keys,
        models: [model({}), other],
        grants: [{ model_id: 'mdl_1', to, managed_by_file: false }],
        groups: [{ id: 'grp_1', name: 'Research', member_ids: [bob.id], managed_by_file: false }],
      },
      { keyHashes },
    );
    const [granted, notGranted] = snapshot.models;
    if (!granted || !notGranted) throw new Error('two models were compiled');
    const holders = [...keyHashes.values()].flatMap((hash) => {
      const holder = snapshot.keyByHash(hash);
      return holder ? [{ hash, holder }] : [];
    });
    expect(holders).toHaveLength(3);
    expect(holders.filter(({ holder }) => snapshot.isGranted(granted, holder)).map(({ hash }) => hash)).toEqual(
      expected,
    );
    expect(holders.filter(({ holder }) => snapshot.isGranted(notGranted, holder))).toEqual([]);
  });

  test('is told by the widest one there is, groups by their names', () => {
    const group = (id: string, name: string) => ({ id, name, member_ids: [ada.id], managed_by_file: false });
    const parts = {
      users: [ada],
      instances: [claw],
      keys: [key({ instance_id: claw.id })],
      models: [model({})],
      groups: [group('grp_1', 'Writers'), group('grp_2', 'Editors')],
    };
    const grantees = [
      [{ kind: 'instance', id: claw.id }, 'the instance "claw-1"'],
      [{ kind: 'user', id: ada.id }, 'ada@example.com'],
      [{ kind: 'group', id: 'grp_1' }, 'the group "Writers"'],
      [{ kind: 'group', id: 'grp_2' }, 'the group "Editors"'],
      [{ kind: 'everyone' }, 'everyone'],
    ] as const;
    grantees.forEach(([, told], last) => {
      const grants = grantees.slice(0, last + 1).map(([to]) => ({ model_id: 'mdl_1', to, managed_by_file: false }));
      const snapshot = compile({ ...parts, grants });
      const [holder, granted] = [snapshot.keyByHash('hash-1'), snapshot.models[0]];
      expect(holder && granted && snapshot.grantOf(granted, holder)?.told).toBe(told);
    });
  });

  test('knows the groups of each user, by name', () => {
    const group = (id: string, name: string, ...member_ids: string[]) => ({
      id,
      name,
      member_ids,
      managed_by_file: false,
    });
    const groups = [group('grp_1', 'writers', ada.id), group('grp_2', 'Editors', bob.id, ada.id)];
    const snapshot = compile({ users: [ada, bob], groups });
    expect(snapshot.groupsOf(ada.id)).toEqual(['grp_2', 'grp_1']);
    expect(snapshot.groupsOf(bob.id)).toEqual(['grp_2']);
    expect(snapshot.groupsOf('usr_nobody')).toEqual([]);
  });
});
